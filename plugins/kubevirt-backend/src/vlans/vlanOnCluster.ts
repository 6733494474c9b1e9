import {
  KubeObject,
  PolicyProgress,
  UsedAddress,
  VlanOnCluster,
  policyProgress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Reading } from '../live/Reading';
import { Snapshot } from '../live/readSnapshot';
import { policyConditions } from './policyConditions';
import { vmsOnNetworks } from './vmsOnNetworks';
import { VlanWays, networkRef } from './waysToVlan';

/** The state of a VLAN on one cluster. */
export interface VlanState {
  state: VlanOnCluster;
  used: UsedAddress[];
  /** Why addresses may be in use that `used` lacks. */
  unread: string[];
}

/** Builds the state of a VLAN from what was read of a cluster; pure. */
export function vlanOnCluster(facts: {
  cluster: string;
  snapshot: Snapshot;
  ways: VlanWays;
  /** By the name of their policy. */
  enactments: Reading<Map<string, KubeObject[]>>;
}): VlanState {
  const { cluster, snapshot, ways, enactments } = facts;
  const { networks, carriers } = ways;
  const vms = vmsOnNetworks({ cluster, snapshot, networks });
  const progressOf = progressOfPolicies(snapshot, enactments);
  const { policies, vms: machines, instances } = snapshot;
  const sources = [policies, snapshot.networks, machines, instances];
  const missing = missingOf([
    ...sources,
    snapshot.nodes,
    ...(carriers.length > 0 ? [enactments] : []),
  ]);
  return {
    state: {
      cluster,
      policies: carriers.map(({ policy, ...way }) => ({
        name: policy.metadata.name,
        ...way,
        progress: progressOf(policy),
      })),
      networks: networks
        .map(nad => ({
          namespace: nad.metadata.namespace ?? '',
          name: nad.metadata.name,
          entityRef: networkRef(cluster, nad),
        }))
        .sort(byNames),
      vms: vms
        .map(({ nics, ...vm }) => ({
          ...vm,
          addresses: [...new Set(nics.flatMap(nic => nic.addresses))],
        }))
        .sort(byNames),
      ...(missing.length > 0 && { missing }),
    },
    used: usedAddresses(cluster, vms),
    unread: missingOf(sources),
  };
}

/** How far each policy is: by its enactments, or by its own status if they can't be read. */
function progressOfPolicies(
  { nodes }: Snapshot,
  enactments: Reading<Map<string, KubeObject[]>>,
): (policy: KubeObject) => PolicyProgress {
  return policy =>
    'value' in enactments
      ? policyProgress({
          policy,
          enactments: enactments.value.get(policy.metadata.name) ?? [],
          nodes: 'value' in nodes ? nodes.value.items : undefined,
        })
      : policyConditions(policy);
}

function usedAddresses(
  cluster: string,
  vms: ReturnType<typeof vmsOnNetworks>,
): UsedAddress[] {
  return vms.flatMap(({ namespace, name, entityRef, nics }) =>
    nics.flatMap(nic =>
      nic.addresses.map(address => ({
        address,
        vm: `${cluster}/${namespace}/${name}`,
        entityRef,
        nic: nic.name,
      })),
    ),
  );
}

/** Why some readings are incomplete; each reason once. */
function missingOf(
  readings: Array<Reading<{ partial?: string } | Map<string, unknown>>>,
): string[] {
  return [
    ...new Set(
      readings.flatMap(reading => {
        if ('unavailable' in reading) {
          return reading.unavailable;
        }
        return 'partial' in reading.value ? reading.value.partial ?? [] : [];
      }),
    ),
  ];
}

function byNames(
  a: { namespace: string; name: string },
  b: { namespace: string; name: string },
): number {
  return a.namespace.localeCompare(b.namespace) || a.name.localeCompare(b.name);
}
