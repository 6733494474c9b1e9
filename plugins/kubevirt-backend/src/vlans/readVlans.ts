import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { VLAN_ENTITY_TYPE } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';

const FIELDS = ['kind', 'metadata', 'spec', 'relations', 'status'];

/** The entities of VLANs that the user may see: all of them, or those with one id. */
export async function readVlans(options: {
  catalog: Pick<CatalogService, 'streamEntities'>;
  requester: Requester;
  vlanId?: number;
}): Promise<Entity[]> {
  const { catalog, requester, vlanId } = options;
  const all = { kind: 'resource', 'spec.type': VLAN_ENTITY_TYPE };
  const filter =
    vlanId === undefined
      ? all
      : [
          { ...all, 'spec.vlan.id': String(vlanId) },
          // Finds an entity whose `spec.vlan` is not valid by its name.
          { ...all, 'metadata.name': `vlan-${vlanId}` },
        ];
  const found: Entity[] = [];
  for await (const page of catalog.streamEntities(
    { filter, fields: FIELDS },
    { credentials: requester.credentials },
  )) {
    found.push(...page);
  }
  return found;
}
