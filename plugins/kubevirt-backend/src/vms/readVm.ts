import {
  KINDS,
  KubeObject,
  LiveNic,
  VmDetails,
  forEntities,
  isDnsLabel,
  isObjectName,
  liveInstance,
  liveNics,
  liveVm,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { withSpec } from '../live/cut';
import { itemsOf, readKind } from '../live/readKind';
import { vlansOfNads } from '../live/vlansOfNads';

type NetworkProblem = VmDetails['nics'][number]['vlansUnknown'];

/** A VM with its NICs, and their VLANs as far as the identity may read the networks and policies. */
export interface VmRead {
  status: string;
  /** `problem` says why VLANs of a NIC may be missing. */
  nics: Array<LiveNic & { vlans: number[]; problem?: NetworkProblem }>;
}

/** Reads a VM, and the networks and policies of its NICs; undefined if it does not exist. */
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
  const networks = await readNetworks(
    client,
    vm.nics.flatMap(nic => nic.network ?? []),
  );
  const vlansOf = vlansOfNads({
    cluster: client.cluster,
    networks: networks.flatMap(({ object: nad }) =>
      nad ? [forEntities(nad)] : [],
    ),
    policies: itemsOf(policies),
    clusterNetworks: itemsOf(clusterNetworks),
  });
  const isWhole = policies.known && clusterNetworks.known;
  const problemOf = (network: Network): NetworkProblem =>
    networks.find(({ key }) => key === keyOf(network))?.problem ??
    (isWhole ? undefined : 'unreadable');
  return {
    status: vm.status,
    nics: liveNics(vm, instance && liveInstance(instance)).map(nic => ({
      ...nic,
      vlans: nic.network ? vlansOf(nic.network) : [],
      ...(nic.network && { problem: problemOf(nic.network) }),
    })),
  };
}

type Network = NonNullable<LiveNic['network']>;

/** Reads the NADs of NICs; a problem tells a missing NAD from one that can't be read. */
async function readNetworks(
  client: ClusterClient,
  wanted: Network[],
): Promise<
  Array<{ key: string; object?: KubeObject; problem?: NetworkProblem }>
> {
  return Promise.all(
    wanted.map(async network => {
      const key = keyOf(network);
      // A tenant wrote the names, and they become part of a URL. No object has any other name.
      if (!isDnsLabel(network.namespace) || !isObjectName(network.name)) {
        return { key, problem: 'network-missing' };
      }
      try {
        const object = await client.read({ ...KINDS.networks, ...network });
        return object ? { key, object } : { key, problem: 'network-missing' };
      } catch {
        return { key, problem: 'unreadable' };
      }
    }),
  );
}

/** Only the VM itself has to be readable; other objects are left out if they can't be read. */
async function orNothing(
  read: Promise<KubeObject | undefined>,
): Promise<KubeObject | undefined> {
  return read.catch(() => undefined);
}

function keyOf({ namespace, name }: Network): string {
  return `${namespace}/${name}`;
}
