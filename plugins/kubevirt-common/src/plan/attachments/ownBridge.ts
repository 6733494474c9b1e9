import { bridgeName } from '../../naming/names';
import { Attachment, AttachmentOptions } from './Attachment';
import { bridgeNetwork } from './bridgeNetwork';

/** A policy makes a VLAN interface and a bridge of the VLAN's own on the nodes of the pool. */
export function ownBridge({
  request,
  site,
  pool,
  policyName,
}: AttachmentOptions): Attachment {
  const { vlanId, nodePool, namespace } = request;
  const bridge = bridgeName(site, vlanId);
  return {
    title: `Attach VLAN ${vlanId} to node pool ${nodePool} and namespace ${namespace}`,
    bridge,
    policy: {
      name: policyName,
      nodeSelector: pool.nodeSelector,
      maxUnavailable: pool.maxUnavailable,
    },
    network: bridgeNetwork({ request, bridge }),
  };
}
