import { InputError } from '@backstage/errors';
import {
  BRIDGE_RESOURCE_PREFIX,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  RESOURCE_NAME_ANNOTATION,
  VLAN_LABEL,
} from '../constants';
import { LiveFacts } from '../model/facts';
import { NodePool, Site } from '../model/site';
import {
  bridgeName,
  networkName,
  policyName,
  vlanInterfaceName,
} from '../naming/names';
import { AttachVlanRequest } from '../request/attachVlan';
import { Plan, Target, objectPath, targetOf } from './plan';
import { trunkBridgeOf } from './trunkBridge';

/** A plan to attach a VLAN, with the names that it uses. */
export interface VlanAttachmentPlan extends Plan {
  /** Absent where no policy is needed. */
  policyName?: string;
  bridgeName: string;
  networkName: string;
}

/**
 * Plans the NNCP of a VLAN on a node pool and the NAD of a namespace. If the nodes have a trunk bridge that carries the VLAN and
 * the policy does not exist yet, the NAD alone is enough, and no node is reconfigured.
 *
 * @param live - facts about the cluster, if it was read
 * @throws InputError for an unknown cluster or node pool.
 */
export function planVlanAttachment(
  request: AttachVlanRequest,
  site: Site,
  live?: LiveFacts,
): VlanAttachmentPlan {
  const { vlanId, namespace, targetPath } = request;
  const target = targetOf(site, request);
  const pool = nodePoolOf(target, request.nodePool);
  const { uplink } = pool;
  const parts = { vlanId, nodePool: request.nodePool, uplink };
  const policy = policyName(site, parts);
  const trunk = hasPolicy(live, policy)
    ? undefined
    : live && trunkBridgeOf({ pool, vlanId, live });
  const bridge = trunk ?? bridgeName(site, vlanId);
  const network = networkName(site, vlanId);

  const ids = [
    ...(trunk === undefined
      ? [{ apiVersion: POLICY_API_VERSION, kind: POLICY_KIND, name: policy }]
      : []),
    {
      apiVersion: NETWORK_API_VERSION,
      kind: NETWORK_KIND,
      namespace,
      name: network,
    },
  ];

  return {
    action: 'vlan-attach',
    title:
      trunk === undefined
        ? `Attach VLAN ${vlanId} to node pool ${request.nodePool} and namespace ${namespace}`
        : `Attach VLAN ${vlanId} to namespace ${namespace}, on the trunk bridge ${trunk}`,
    cluster: target.name,
    subject: `${policy}/${namespace}`,
    objects: ids.map(id => ({
      id,
      path: objectPath({ site, cluster: target.name, id, targetPath }),
    })),
    removals: [],
    ...(trunk === undefined && { policyName: policy }),
    bridgeName: bridge,
    networkName: network,
    values: {
      cluster: target.name,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY, [VLAN_LABEL]: String(vlanId) },
      vlanId,
      uplink,
      vlanInterface: vlanInterfaceName(site, parts),
      bridge,
      ...(request.mtu !== undefined && { mtu: request.mtu }),
      ...(trunk === undefined && {
        policy: {
          name: policy,
          nodeSelector: pool.nodeSelector,
          maxUnavailable: pool.maxUnavailable,
        },
      }),
      network: {
        name: network,
        namespace,
        type: request.networkType,
        macspoofchk: request.macspoofchk,
        ...(trunk !== undefined && { vlan: vlanId }),
        annotations: {
          [RESOURCE_NAME_ANNOTATION]: `${BRIDGE_RESOURCE_PREFIX}${bridge}`,
        },
      },
    },
  };
}

/** A VLAN that is attached by a policy of its own stays attached by it. */
function hasPolicy(live: LiveFacts | undefined, name: string): boolean {
  return (
    live?.policies.known === true &&
    live.policies.objects.some(({ metadata }) => metadata.name === name)
  );
}

function nodePoolOf(target: Target, name: string): NodePool {
  const pools = target.cluster.nodePools;
  if (!Object.hasOwn(pools, name)) {
    throw new InputError(
      `nodePool: found "${name}", allowed in cluster ${target.name}: ${
        Object.keys(pools).join(', ') || 'none, it has no node pools configured'
      }`,
    );
  }
  return pools[name];
}
