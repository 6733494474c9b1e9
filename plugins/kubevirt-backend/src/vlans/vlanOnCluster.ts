import {
  Fact,
  KubeObject,
  PolicyProgress,
  UsedAddress,
  VlanOnCluster,
  policyProgress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
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
  /** Those of each policy, by its name. */
  enactments: Fact<{ byPolicy: Map<string, KubeObject[]> }>;
}): VlanState {
  const { cluster, snapshot, ways, enactments } = facts;
  const { networks, carriers } = ways;
  const vms = vmsOnNetworks({ cluster, snapshot, networks });
  const nodes = snapshot.nodes.known ? snapshot.nodes.items : undefined;
  const progressOf = (policy: KubeObject): PolicyProgress =>
    enactments.known
      ? policyProgress({
          policy,
          enactments: enactments.byPolicy.get(policy.metadata.name) ?? [],
          nodes,
        })
      : policyConditions(policy);
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

/** Why some facts are incomplete; each reason once. */
function missingOf(facts: Array<Fact<{ partial?: string }>>): string[] {
  const reasons = facts.flatMap(fact =>
    fact.known ? fact.partial ?? [] : fact.because,
  );
  return [...new Set(reasons)];
}

function byNames(
  a: { namespace: string; name: string },
  b: { namespace: string; name: string },
): number {
  return a.namespace.localeCompare(b.namespace) || a.name.localeCompare(b.name);
}
