import { z } from 'zod/v3';
import { VLAN_ENTITY_TYPE } from '../constants';
import { fields, saying } from '../values/fields';
import { normalizeOwner } from './entityRef';
import { checkGateway, checkReserved, subnetFields } from '../values/subnet';

/** The single item of `allowedNamespaces` that means the namespaces of all tenants. */
export const EVERY_NAMESPACE = '*';

const f = fields(z);

const OWNER = 'a group or a user, such as "group:default/network"';
const GROUP = 'a group, such as "group:default/platform"';
const NAMESPACES = `a list of at least one namespace, or ["${EVERY_NAMESPACE}"] for every tenant's`;

const entityRefOf = (kinds: string[], allowed: string) =>
  f.entityRef().refine(ref => kinds.some(kind => isOfKind(ref, kind)), allowed);
// An empty list is refused because people could read it as "any" or as "none".
const someOf = <T extends z.ZodTypeAny>(item: T, what: string) => {
  const allowed = `a list of at least one ${what}; left out, it is any`;
  return z.array(item, saying(allowed)).min(1, allowed).optional();
};
const tenantNamespace = f.namespace();

const vlanBlock = z
  .object(
    {
      id: f.vlanId(),
      clusters: someOf(f.dnsSubdomain(), 'cluster'),
      ...subnetFields,
      nodePools: someOf(f.dnsLabel(), 'node pool'),
      allowedGroups: z
        .array(entityRefOf(['group'], GROUP), saying('a list of groups'))
        .default([]),
      allowedNamespaces: z
        .array(z.string(saying('the name of a namespace')), saying(NAMESPACES))
        .min(1, NAMESPACES)
        .superRefine(checkNamespaces),
    },
    saying('a mapping'),
  )
  .strict()
  .superRefine(checkGateway)
  .superRefine(checkReserved);

/** The schema of the catalog entity of a VLAN. */
export const vlanEntitySchema = z
  .object(
    {
      kind: z.literal('Resource', saying('"Resource"')),
      metadata: z.object(
        {
          name: z.string(saying('"vlan-<id>"')),
          // vlanEntityRef() refers to no other namespace.
          namespace: z.literal('default', saying('"default"')).optional(),
          description: z.string(saying('a text')).optional(),
        },
        saying('a mapping'),
      ),
      // Strict: nodePools or clusters written beside the block would be ignored and leave the VLAN open to any.
      spec: z
        .object(
          {
            type: z.literal(VLAN_ENTITY_TYPE, saying(`"${VLAN_ENTITY_TYPE}"`)),
            owner: entityRefOf(['group', 'user'], OWNER),
            system: z.unknown(),
            dependsOn: z.unknown(),
            dependencyOf: z.unknown(),
            vlan: vlanBlock,
          },
          saying('a mapping'),
        )
        .strict(),
    },
    saying('an entity'),
  )
  .superRefine(({ metadata, spec }, ctx) => {
    const name = `vlan-${spec.vlan.id}`;
    if (metadata.name !== name) {
      ctx.addIssue({
        code: 'custom',
        path: ['metadata', 'name'],
        message: `"${name}", after spec.vlan.id, by which a VLAN is found`,
      });
    }
  });

/** Refinements run even if a field was refused by its own schema. */
function isOfKind(ref: string, kind: string): boolean {
  try {
    return normalizeOwner(ref).startsWith(`${kind}:`);
  } catch {
    return false;
  }
}

function checkNamespaces(namespaces: string[], ctx: z.RefinementCtx): void {
  if (namespaces.length === 1 && namespaces[0] === EVERY_NAMESPACE) {
    return;
  }
  namespaces.forEach((namespace, i) => {
    const result = tenantNamespace.safeParse(namespace);
    if (!result.success) {
      ctx.addIssue({
        code: 'custom',
        path: [i],
        message: `${result.error.issues[0].message}; or "${EVERY_NAMESPACE}" as the only item`,
      });
    }
  });
}
