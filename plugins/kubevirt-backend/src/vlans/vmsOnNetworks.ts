import {
  KubeObject,
  LiveNic,
  liveInstance,
  liveNics,
  liveVm,
  networksOfVm,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { itemsOf } from '../live/readKind';
import { Snapshot } from '../live/readSnapshot';

/** A VM with some of its NICs. */
export interface VmOnNetworks {
  namespace: string;
  name: string;
  entityRef: string;
  nics: LiveNic[];
}

/** The VMs with a NIC on some NADs, with only those NICs. */
export function vmsOnNetworks(options: {
  cluster: string;
  snapshot: Pick<Snapshot, 'vms' | 'instances'>;
  networks: KubeObject[];
}): VmOnNetworks[] {
  const { cluster, snapshot, networks } = options;
  const key = (ids: { namespace?: string; name: string }) =>
    `${ids.namespace}/${ids.name}`;
  const wanted = new Set(networks.map(({ metadata }) => key(metadata)));
  const instances = new Map(
    itemsOf(snapshot.instances).map(one => [key(one.metadata), one]),
  );
  return itemsOf(snapshot.vms)
    .filter(vm => networksOfVm(vm).some(network => wanted.has(key(network))))
    .map(vm => {
      const instance = instances.get(key(vm.metadata));
      const live = liveVm(vm);
      const { namespace, name } = live;
      const nics = liveNics(live, instance && liveInstance(instance));
      return {
        namespace,
        name,
        entityRef: vmEntityRef({ cluster, namespace, name }),
        nics: nics.filter(({ network }) => network && wanted.has(key(network))),
      };
    });
}
