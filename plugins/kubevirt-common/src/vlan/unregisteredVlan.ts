import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { VLAN_ENTITY_TYPE } from '../constants';
import { unregisteredVlanName } from '../naming/entityRefs';
import { fields, saying } from '../values/fields';
import { faultsOf } from '../request/parse';

const f = fields(z);

const schema = z
  .object({
    kind: z.literal('Resource', saying('"Resource"')),
    metadata: z.object({
      name: z.string(),
      namespace: z.literal('default', saying('"default"')).optional(),
    }),
    spec: z
      .object({
        type: z.literal(VLAN_ENTITY_TYPE, saying(`"${VLAN_ENTITY_TYPE}"`)),
        owner: f.entityRef(),
        vlan: z
          .object({
            id: f.vlanId(),
            clusters: z
              .array(z.string(), saying('a list of one cluster'))
              .length(1, 'a list of one cluster'),
            isRegistered: z.literal(false, saying('false')),
          })
          .strict(),
      })
      .strict(),
  })
  .superRefine(({ metadata, spec }, ctx) => {
    const { id, clusters } = spec.vlan;
    const { name } = unregisteredVlanName({ cluster: clusters[0], vlanId: id });
    if (metadata.name !== name) {
      ctx.addIssue({
        code: 'custom',
        path: ['metadata', 'name'],
        message: `"${name}", as a VLAN that is not registered never has the name of one that is`,
      });
    }
  });

/** True for the entity of an unregistered VLAN of a cluster, and for one that claims to be. */
export function isUnregisteredVlan({ spec }: Pick<Entity, 'spec'>): boolean {
  const vlan = spec?.vlan;
  return (
    typeof vlan === 'object' &&
    vlan !== null &&
    Object.hasOwn(vlan, 'isRegistered')
  );
}

/**
 * Validates the entity of an unregistered VLAN. It states that the VLAN exists and may not say who may use it.
 *
 * @throws InputError that names the entity and, for every fault, the field, what was found and what is allowed.
 */
export function checkUnregisteredVlan(entity: Entity): void {
  const result = schema.safeParse(entity);
  if (!result.success) {
    throw new InputError(
      `${stringifyEntityRef(
        entity,
      )} is not a valid VLAN that is not registered: ${faultsOf(
        result.error,
        entity,
      ).join('. ')}; leave out spec.vlan.isRegistered to register a VLAN`,
    );
  }
}
