import {
  KubeObject,
  LiveNic,
  forEntities,
  isDnsLabel,
  liveInstance,
  liveNics,
  liveVm,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { withSpec } from '../live/cut';
import { isObjectName } from '../live/isObjectName';
import { KINDS } from '../live/kinds';
import { itemsOf, readKind } from '../live/readKind';
import { vlansOfNads } from '../live/vlansOfNads';

/** A VM with its NICs and their VLANs, as far as the identity may read what says them. */
export interface VmRead {
  status: string;
  nics: Array<LiveNic & { vlans: number[] }>;
}

/** Reads one VM, and what says where its NICs lead to; undefined for one that is not there. */
export async function readVm(options: {
  client: ClusterClient;
  namespace: string;
  name: string;
}): Promise<VmRead | undefined> {
  const { client, namespace, name } = options;
  const [object, instance, policies, clusterNetworks] = await Promise.all([
    client.read({ ...KINDS.vms, namespace, name }),
    orNothing(client.read({ ...KINDS.instances, namespace, name })),
    readKind({ client, kind: KINDS.policies, keep: withSpec }),
    readKind({ client, kind: KINDS.clusterNetworks, keep: forEntities }),
  ]);
  if (!object) {
    return undefined;
  }
  const vm = liveVm(object);
  const networks = await Promise.all(
    vm.nics.flatMap(({ network }) =>
      // A tenant wrote the names, and they become part of a URL.
      network && isDnsLabel(network.namespace) && isObjectName(network.name)
        ? [orNothing(client.read({ ...KINDS.networks, ...network }))]
        : [],
    ),
  );
  const vlansOf = vlansOfNads({
    cluster: client.cluster,
    networks: networks.flatMap(nad => (nad ? [forEntities(nad)] : [])),
    policies: itemsOf(policies),
    clusterNetworks: itemsOf(clusterNetworks),
  });
  return {
    status: vm.status,
    nics: liveNics(vm, instance && liveInstance(instance)).map(nic => ({
      ...nic,
      vlans: nic.network ? vlansOf(nic.network) : [],
    })),
  };
}

/** The VM itself counts; what else can't be read is left out. */
async function orNothing(
  read: Promise<KubeObject | undefined>,
): Promise<KubeObject | undefined> {
  return read.catch(() => undefined);
}
