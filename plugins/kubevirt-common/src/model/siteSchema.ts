import { z } from 'zod/v3';
import { MAX_INTERFACE_NAME, MAX_VLAN_ID } from '../constants';
import { INTERFACE_NAME_RULE, isInterfaceName } from '../values/interfaceName';
import { fields, saying } from '../values/fields';
import { DELIVERIES } from '../request/delivery';
import { checkGateway, checkReserved, subnetFields } from '../values/subnet';
import { applySchema } from './applySchema';
import { pathTemplate, template, vlanTemplate } from './siteTemplates';

const f = fields(z);

const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const text = () => z.string(saying('a text'));
const mapOf = <T extends z.ZodTypeAny>(
  key: z.KeySchema,
  value: T,
  allowed: string,
) => z.record(key, value, saying(allowed));

const nodePoolSchema = z
  .object(
    {
      description: text().optional(),
      nodeSelector: mapOf(
        z
          .string()
          .refine(key => LABEL_KEY.test(key), 'label keys, such as "hardware"'),
        text().refine(
          value => LABEL_VALUE.test(value),
          'a label value of 63 characters at most, in quotes where it could be read as a number or boolean',
        ),
        'a mapping of label keys to label values',
      ).refine(
        selector => Object.keys(selector).length > 0,
        'at least one label: an NNCP without a nodeSelector changes every node, the control plane included',
      ),
      uplink: text().refine(isInterfaceName, INTERFACE_NAME_RULE),
      sharedUplink: z.boolean(saying('true or false')).default(false),
      maxUnavailable: z
        .custom<number | string>(
          value =>
            (Number.isInteger(value) && Number(value) >= 1) ||
            (typeof value === 'string' && /^([1-9][0-9]?|100)%$/.test(value)),
          'a number of at least 1, or a percentage such as "10%"',
        )
        .default(1),
    },
    saying('a mapping'),
  )
  .strict();

const vlanSchema = z
  .object(
    {
      id: f.vlanId(),
      description: text().optional(),
      owner: f.entityRef().optional(),
      ...subnetFields,
    },
    saying('a mapping'),
  )
  .strict()
  .superRefine(checkGateway)
  .superRefine(checkReserved);

const clusterSchema = z
  .object(
    {
      kubeconfig: z
        .object(
          { file: text().min(1, 'a path'), context: text().optional() },
          saying('a mapping'),
        )
        .strict()
        .optional(),
      nodePools: mapOf(
        f.dnsLabel(),
        nodePoolSchema,
        'a mapping of pool names to node pools',
      ).default({}),
      vlans: z
        .array(vlanSchema, saying('a list of VLANs'))
        .default([])
        .superRefine((vlans, ctx) => {
          const ids = new Set<number>();
          vlans.forEach((vlan, i) => {
            if (ids.has(vlan.id)) {
              ctx.addIssue({
                code: 'custom',
                path: [i, 'id'],
                message: 'an id that no other VLAN of the cluster has',
              });
            }
            ids.add(vlan.id);
          });
        }),
    },
    saying('a mapping'),
  )
  .strict();

/** The path of the file of an object in the repository or the workspace. */
export const pathsSchema = z
  .object({
    clusterScoped: pathTemplate({
      known: ['cluster', 'kind', 'name'],
      needed: ['cluster', 'name'],
    }).default('clusters/{cluster}/nodes/{name}.yaml'),
    namespaced: pathTemplate({
      known: ['cluster', 'namespace', 'kind', 'name'],
      needed: ['cluster', 'namespace', 'kind', 'name'],
    }).default('clusters/{cluster}/namespaces/{namespace}/{kind}-{name}.yaml'),
  })
  .strict();

const gitOpsSchema = z
  .object(
    {
      repoUrl: f.repoUrl(),
      allowedRepoUrls: z
        .array(f.repoUrl(), saying('a list of clone URLs'))
        .default([]),
      baseBranch: text()
        .regex(
          /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,200}$/,
          'the name of a branch, such as "main"',
        )
        .refine(
          value => !/\.\.|\/\/|[/.]$|\.lock$/.test(value),
          'a name that git takes for a branch, such as "main"',
        )
        .default('main'),
      branch: template({
        known: ['action', 'cluster', 'object'],
        needed: ['action', 'cluster', 'object'],
      })
        .refine(
          value => /^[A-Za-z0-9_{}-]+(\/[A-Za-z0-9_{}-]+)*$/.test(value),
          'a branch name of letters, digits, "_", "-", "/" and placeholders, without an empty part',
        )
        .default('kubevirt/{action}/{cluster}/{object}'),
      paths: pathsSchema.default({}),
      labels: z
        .array(
          text().regex(
            /^[^\s,]([^,\n]{0,48}[^\s,])?$/,
            'a label of 50 characters at most, without ","',
          ),
          saying('a list of labels'),
        )
        .default([]),
    },
    saying('a mapping'),
  )
  .strict();

const namesSchema = z
  .object(
    {
      policy: template({
        known: ['vlanId', 'nodePool'],
        needed: ['vlanId', 'nodePool'],
      })
        .refine(
          value =>
            /^([a-z0-9-]|\{[^{}]*\})*$/.test(value) && !/^-|-$/.test(value),
          'a template of lower-case letters, digits, "-" and placeholders',
        )
        .default('vlan-{vlanId}-policy-{nodePool}'),
      vlanInterface: template({
        known: ['uplink', 'vlanId'],
        needed: ['vlanId'],
      })
        .refine(
          value => isInterfaceName(value.replace(/\{[^{}]*\}/g, '1')),
          `a template for an interface name: ${INTERFACE_NAME_RULE}`,
        )
        .default('{uplink}.{vlanId}'),
      bridge: vlanTemplate(
        // A VLAN interface is named vlan<id> if its own name would be too long.
        name => isInterfaceName(name) && name !== `vlan${MAX_VLAN_ID}`,
        `an interface name of at most ${MAX_INTERFACE_NAME} characters, other than vlan{vlanId}`,
      ).default('bridge-{vlanId}'),
      network: vlanTemplate(
        name => f.dnsLabel().safeParse(name).success,
        'a DNS label',
      ).default('nad-{vlanId}'),
    },
    saying('a mapping'),
  )
  .strict();

/** What happens with a VLAN that has no entity in the catalog. */
export const UNREGISTERED_VLANS = ['refuse', 'allow'] as const;

/** The identities with which the checks may read a cluster: that of direct apply, or that of Backstage. */
export const FACT_IDENTITIES = ['requester', 'service-account'] as const;

const factsSchema = z
  .object(
    { identity: f.oneOf([...FACT_IDENTITIES]).default('requester') },
    saying('a mapping'),
  )
  .strict();

/** The schema of `kubevirt:` in the app configuration; config.d.ts of the node package describes the same keys. */
export const siteSchema = z
  .object({
    fieldManager: text()
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,127}$/,
        'a name of lower-case letters, digits, ".", "_" and "-"',
      )
      .refine(
        value => value !== 'kubectl',
        'a name of its own: Flux takes the fields of "kubectl" away',
      )
      .default('backstage-kubevirt'),
    deliveries: z
      .array(
        f.oneOf([...DELIVERIES]),
        saying('a list of "render", "pull-request" and "apply"'),
      )
      .min(1, 'at least one of "render", "pull-request" and "apply"')
      .default(['render', 'pull-request']),
    defaultCluster: text().optional(),
    reservedNamespaces: z
      .array(f.dnsLabel(), saying('a list of namespaces'))
      .default([]),
    clusters: mapOf(
      // It becomes part of a branch name, which git does not allow to end with ".lock".
      f
        .dnsSubdomain()
        .refine(name => !name.endsWith('.lock'), 'a name without ".lock"'),
      clusterSchema,
      'a mapping of cluster names to clusters',
    ).refine(
      clusters => Object.keys(clusters).length > 0,
      'at least one cluster',
    ),
    gitOps: gitOpsSchema.optional(),
    apply: applySchema.default({}),
    facts: factsSchema.default({}),
    unregisteredVlans: f.oneOf([...UNREGISTERED_VLANS]).default('refuse'),
    catalogInfo: f.flag().default(true),
    names: namesSchema.default({}),
  })
  .strict()
  .superRefine((site, ctx) => {
    const { defaultCluster, clusters } = site;
    if (
      defaultCluster !== undefined &&
      !Object.hasOwn(clusters, defaultCluster)
    ) {
      ctx.addIssue({
        code: 'custom',
        path: ['defaultCluster'],
        message: `one of ${Object.keys(clusters).join(', ')}`,
      });
    }
    if (site.deliveries.includes('pull-request') && !site.gitOps) {
      ctx.addIssue({
        code: 'custom',
        path: ['gitOps'],
        message:
          'the GitOps repository that "pull-request" delivers to (or leave "pull-request" out of kubevirt.deliveries)',
      });
    }
  });
