import { MAX_VLAN_ID, MIN_VLAN_ID } from '../../constants';
import { Network } from '../../manifests/readNetwork';
import { isVlanId } from '../../values/numbers';
import { CheckContext } from '../CheckContext';
import { checkNetworkBridge } from '../checkNetworkBridge';
import { show } from '../words';

/** Checks a network on a Linux bridge: its VLAN, and the bridge itself. */
export function checkBridgeNetwork(
  context: CheckContext,
  network: Network,
): void {
  checkVlan(context, network);
  checkNetworkBridge(context, network);
}

/** A network on a VLAN-aware bridge names its VLAN; one on a bridge of a single VLAN does not. */
function checkVlan({ report }: CheckContext, { config }: Network): void {
  if (config.vlanTrunk !== undefined) {
    report({
      level: 'error',
      code: 'network-vlan',
      field: 'spec.config.vlanTrunk',
      message: `found ${show(
        config.vlanTrunk,
      )}, allowed: none; a network leads to one VLAN, and a trunk would give a VM all of them`,
    });
  }
  if (config.vlan === undefined) {
    return;
  }
  if (!isVlanId(config.vlan)) {
    report({
      level: 'error',
      code: 'network-vlan',
      field: 'spec.config.vlan',
      message: `found ${show(
        config.vlan,
      )}, allowed: an integer from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}, or none where the bridge's port is the VLAN`,
    });
  }
  if (config.preserveDefaultVlan === undefined) {
    report({
      level: 'error',
      code: 'network-default-vlan',
      field: 'spec.config.preserveDefaultVlan',
      message:
        'found nothing beside "vlan", allowed: true or false, as its default differs between CNI plugin versions',
    });
  }
}
