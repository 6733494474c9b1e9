import type { Entity } from '@backstage/catalog-model';
import { VLAN_ENTITY_TYPE } from '../constants';
import { unregisteredVlanName } from '../naming/entityRefs';
import { ClusterIndex } from './ClusterIndex';
import { resource } from './resource';

/** The entity of an unregistered VLAN of a cluster. It entitles nobody to use the VLAN. */
export function unregisteredVlanEntity(
  vlanId: number,
  { cluster, settings }: ClusterIndex,
): Entity {
  return resource({
    name: unregisteredVlanName({ cluster, vlanId }),
    title: `VLAN ${vlanId} on ${cluster}, not registered`,
    description: `Cluster ${cluster} has VLAN ${vlanId}, and the catalog does not say whose it is or who may use it. The network team registers it as vlan-${vlanId}; this entity then goes by itself.`,
    cluster,
    spec: {
      type: VLAN_ENTITY_TYPE,
      owner: settings.defaultOwner,
      vlan: { id: vlanId, clusters: [cluster], isRegistered: false },
    },
    settings,
  });
}
