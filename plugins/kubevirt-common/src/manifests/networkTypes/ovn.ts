import { CLUSTER_NETWORK_KIND } from '../../constants';
import { isVlanId } from '../../values/numbers';
import { text } from '../read';
import { NetworkType, PluginConfig } from './NetworkType';

/** A secondary network of OVN-Kubernetes (ovn-kubernetes, docs/features/multiple-networks/multi-homing.md). */
export const ovn: NetworkType<'ovn'> = {
  name: 'ovn',
  pluginTypes: ['ovn-k8s-cni-overlay'],
  mayBeListed: false,
  sharesName: true,
  keys: [
    ...['topology', 'vlanID', 'netAttachDefName', 'physicalNetworkName'],
    'subnets',
  ],
  destinationKeys: ['vlanID', 'topology'],
  vlanIds,
  vlanIdsCarried: config => vlanIds(config) ?? [],
  physicalNetwork: localnetOf,
  clusterNetworkKind: CLUSTER_NETWORK_KIND,
};

/** The physical network of a localnet; by default its own name (ovn-kubernetes, multi-homing.md). */
export function localnetOf(config: PluginConfig): string | undefined {
  return text(config, 'physicalNetworkName') ?? text(config, 'name');
}

/** Only localnet leads out of the cluster (ovn-kubernetes docs/features/multiple-networks/multi-homing.md). */
function vlanIds(config: PluginConfig): number[] | undefined {
  if (config.topology === 'layer2' || config.topology === 'layer3') {
    return [];
  }
  return isVlanId(config.vlanID) ? [config.vlanID] : undefined;
}
