import { z } from 'zod/v4';
import { CODES, Code } from '../check/codes';
import { FINDING_LEVELS, Finding } from '../check/finding';
import { CHANGE_ACTIONS, ObjectChange } from '../model/changeSet';
import type { BlastRadius } from '../plan/blastRadius';
import { name } from './params';
import { named } from './schema';

/** The message for a body that is no object; undefined: the message of zod. */
function notAnObject(issue: { code?: string; input?: unknown }) {
  if (issue.code !== 'invalid_type') {
    return undefined;
  }
  const { input } = issue;
  if (input === undefined) {
    return 'Required';
  }
  const type = Array.isArray(input) ? 'array' : typeof input;
  return `Expected object, received ${input === null ? 'null' : type}`;
}

/** `POST /previews`: a template with the answers of its form. */
export const previewRequest = named(
  'PreviewRequest',
  z.strictObject(
    {
      templateRef: name(
        'the reference of a template, such as "template:default/attach-vlan"',
      ).describe('Such as template:default/attach-vlan'),
      values: z
        .record(z.string(), z.unknown(), {
          error: 'a mapping of the form’s answers',
        })
        .describe('The answers of the form'),
    },
    { error: issue => notAnObject(issue) },
  ),
);
export type PreviewRequest = z.output<typeof previewRequest>;

const objectChangeSchema = named(
  'ObjectChange',
  z.strictObject({
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    action: z.enum(CHANGE_ACTIONS),
    path: z.string().optional(),
  }) satisfies z.ZodType<ObjectChange>,
);

/** A built-in code, or `<id of an extra check>/<code>`. */
const findingCode = z.union([
  z.enum(Object.keys(CODES) as Code[]),
  z.templateLiteral([z.string(), '/', z.string()]),
]);

const findingSchema = named(
  'Finding',
  z.strictObject({
    level: z.enum(FINDING_LEVELS),
    code: findingCode,
    object: z.string(),
    field: z.string(),
    message: z.string(),
  }) satisfies z.ZodType<Finding>,
);

const blastRadiusSchema = named(
  'BlastRadius',
  z.strictObject({
    nodes: z.array(
      z.strictObject({
        policy: z.string(),
        selector: z.array(z.string()),
        maxUnavailable: z.string(),
        interfaces: z.array(z.string()),
        names: z.array(z.string()).optional(),
      }),
    ),
    namespaces: z.array(z.string()),
    vms: z.array(z.string()),
    restarts: z.array(z.string()),
  }) satisfies z.ZodType<BlastRadius>,
);

/** What one step with one of our actions would do. */
const previewStep = named(
  'PreviewStep',
  z.strictObject({
    id: z.string(),
    changes: z.array(objectChangeSchema),
    findings: z.array(findingSchema),
    /** As rendered, in apply order. Edits made by hand in an existing file are kept, and not shown. */
    manifests: z.array(z.strictObject({ path: z.string(), text: z.string() })),
    reach: blastRadiusSchema,
  }),
);
export type PreviewStep = z.output<typeof previewStep>;

/** What a template's task would do. Nothing is written. */
export const preview = named(
  'Preview',
  z.strictObject({
    steps: z.array(previewStep),
    failure: z.string().optional().describe('Why the run would stop'),
  }),
);
export type Preview = z.output<typeof preview>;
