import { InputError } from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VLAN_LABEL,
} from '../constants';
import { LiveFacts } from '../model/facts';
import { NodePool, Site } from '../model/site';
import { networkName, policyName, vlanInterfaceName } from '../naming/names';
import { AttachVlanRequest } from '../request/attachVlan';
import { attachmentOf } from './attachments';
import { Plan, Target, objectPath, targetOf } from './plan';

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
  const ownPolicy = policyName(site, parts);
  const attachment = attachmentOf({
    request,
    site,
    pool,
    policyName: ownPolicy,
    live,
  });
  const { title, bridge, policy } = attachment;
  const network = networkName(site, vlanId);

  const ids = [
    ...(policy
      ? [{ apiVersion: POLICY_API_VERSION, kind: POLICY_KIND, name: ownPolicy }]
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
    title,
    cluster: target.name,
    subject: `${ownPolicy}/${namespace}`,
    objects: ids.map(id => ({
      id,
      path: objectPath({ site, cluster: target.name, id, targetPath }),
    })),
    removals: [],
    ...(policy && { policyName: ownPolicy }),
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
      ...(policy && { policy }),
      network: { name: network, namespace, ...attachment.network },
    },
  };
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
