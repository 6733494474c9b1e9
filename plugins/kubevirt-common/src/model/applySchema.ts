import { z } from 'zod/v3';
import { placeholdersOf } from '../naming/fillTemplate';
import { fields, saying } from '../values/fields';
import { template } from './siteTemplates';

const f = fields(z);

/** The identities with which direct apply may act on a cluster. */
export const IDENTITIES = [
  'impersonate',
  'user-token',
  'service-account',
] as const;

/** The template of a Kubernetes user or group name; names that Kubernetes reserves are refused. */
const subjectTemplate = (known: string[]) =>
  template({ known, needed: [] })
    .refine(
      value => placeholdersOf(value).some(key => key !== 'namespace'),
      `a template with ${known
        .filter(key => key !== 'namespace')
        .map(key => `{${key}}`)
        .join(' or ')}: everybody would be the same otherwise`,
    )
    .refine(
      value => !value.toLowerCase().startsWith('system:'),
      'a template that does not begin with "system:", which is Kubernetes’ own',
    );

/** `kubevirt.apply`: direct apply. */
export const applySchema = z
  .object(
    {
      identity: f.oneOf([...IDENTITIES]).default('impersonate'),
      impersonation: z
        .object(
          {
            user: subjectTemplate(['name', 'namespace', 'email']).default(
              'backstage:{namespace}/{name}',
            ),
            group: subjectTemplate(['name', 'namespace']).default(
              'backstage:{namespace}/{name}',
            ),
          },
          saying('a mapping'),
        )
        .strict()
        .default({}),
      userTokenSecret: z
        .string(saying('a text'))
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'the name of a secret')
        .default('kubernetesToken'),
      waitMinutes: z
        .number(saying('a number of minutes'))
        .int('a whole number of minutes')
        .min(1, 'at least 1 minute')
        .max(1440, 'at most 1440 minutes, a day')
        .default(60),
    },
    saying('a mapping'),
  )
  .strict();
