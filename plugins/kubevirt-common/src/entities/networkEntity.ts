import type { Entity } from '@backstage/catalog-model';
import { NETWORK_ENTITY_TYPE } from '../constants';
import { text } from '../manifests/read';
import { readNetwork } from '../manifests/readNetwork';
import { KubeObject } from '../model/kubeObject';
import { networkEntityName } from '../naming/entityRefs';
import { ownerOf, partOf } from './belonging';
import { ClusterIndex } from './ClusterIndex';
import { resource, sortedRefs } from './resource';

/** The entity of a NAD, with its owner and the VLANs that it depends on. */
export function networkEntity(nad: KubeObject, index: ClusterIndex): Entity {
  const { cluster, catalog, settings } = index;
  const { name, namespace = 'default' } = nad.metadata;
  const vlans = index.network({ namespace, name })?.vlans ?? [];
  const namespaceObject = index.namespace(namespace);
  const network = readNetwork(nad);
  const bridge = text(network?.config, 'bridge');
  const parent = partOf([nad, namespaceObject], catalog);
  return resource({
    name: networkEntityName({ cluster, namespace, name }),
    title: name,
    cluster,
    spec: {
      type: NETWORK_ENTITY_TYPE,
      owner:
        ownerOf([nad, namespaceObject]) ??
        index.vlanOwner(vlans) ??
        settings.defaultOwner,
      ...(parent?.startsWith('system:') && { system: parent }),
      dependsOn: sortedRefs(vlans.map(id => index.vlanRef(id))),
      network: {
        cluster,
        namespace,
        name,
        type: network?.type.name ?? 'other',
        ...(bridge !== undefined && { bridge }),
        vlans,
      },
    },
    settings,
  });
}
