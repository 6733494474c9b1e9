import { BRIDGE_RESOURCE_PREFIX, RESOURCE_NAME_ANNOTATION } from '../constants';
import { isInterfaceName } from '../values/interfaceName';
import { isNodeBridge } from '../manifests/bridges';
import { CheckContext } from './CheckContext';
import { checkBridgeExists } from './checkBridgeExists';
import { checkNetworkMtu } from './checkNetworkMtu';
import { topologiesOf } from '../manifests/nodeViews';
import { protectedClosure } from './nodes/protectedClosure';
import { record } from '../manifests/read';
import { Network } from '../manifests/readNetwork';
import { show, some } from './words';

/** Checks the bridge of a network: it must be for VMs, and exist on the nodes where VMs of the network run. */
export function checkNetworkBridge(
  context: CheckContext,
  { config }: Network,
): void {
  const { object, report } = context;
  const { bridge } = config;
  if (
    typeof bridge !== 'string' ||
    !isInterfaceName(bridge) ||
    isNodeBridge(bridge)
  ) {
    report({
      level: 'error',
      code: 'network-bridge',
      field: 'spec.config.bridge',
      message: `found ${show(
        bridge,
      )}, allowed: the name of a bridge for VMs, not of the node's own`,
    });
    return;
  }
  checkOwnBridge(context, bridge, config.vlan);
  checkBridgeExists(context, bridge);
  const wanted = `${BRIDGE_RESOURCE_PREFIX}${bridge}`;
  const found = record(object.metadata, 'annotations')[
    RESOURCE_NAME_ANNOTATION
  ];
  if (found !== wanted) {
    report({
      level: 'error',
      code: 'network-resource',
      field: `metadata.annotations["${RESOURCE_NAME_ANNOTATION}"]`,
      message: `found ${show(
        found,
      )}, allowed: "${wanted}"; without it VMs land on nodes without the bridge, where the CNI makes an empty one`,
    });
  }
  if (config.mtu !== undefined) {
    checkNetworkMtu(context, { bridge, mtu: config.mtu });
  }
}

/** Refuses a bridge that carries the node's own network, whatever its name. */
function checkOwnBridge(
  { facts, report }: CheckContext,
  bridge: string,
  vlan: unknown,
): void {
  const { nodes, nodeStates } = facts.live ?? {};
  if (!nodes?.known || !nodeStates?.known) {
    // Nothing to compare with: checkBridgeExists reports that the nodes were not read.
    return;
  }
  const on = topologiesOf(nodes.objects, nodeStates.objects).filter(
    ({ topology, node }) => {
      const own = protectedClosure(topology, node);
      const isOwnVlan = topology.interfaces.some(
        ({ name, vlanId }) => vlanId === vlan && own.has(name),
      );
      return own.has(bridge) && (vlan === undefined || isOwnVlan);
    },
  );
  if (on.length > 0) {
    report({
      level: 'error',
      code: 'network-bridge',
      field: 'spec.config.bridge',
      message: `found "${bridge}"${
        vlan === undefined ? '' : ` with VLAN ${vlan}`
      }, which carries the node's own network on ${some(
        on.map(({ node }) => node.metadata.name),
      )}; allowed: a bridge for VMs`,
    });
  }
}
