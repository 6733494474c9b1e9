import { isVlanId } from '../values/numbers';
import { MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { isRecord } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import { checkNetworkBridge } from './checkNetworkBridge';
import { checkNetworkUse } from './checkNetworkUse';
import { checkOvnNetwork } from './checkOvnNetwork';
import {
  BRIDGE_TYPES,
  Network,
  OVN_TYPE,
  disguisedKeys,
  networkIn,
  pluginsOf,
  readConfig,
} from '../manifests/readNetwork';
import { checkNamespace } from './tenantNamespace';
import { show } from './words';

/** Plugins that only change a port and connect to no network. */
const HELPER_TYPES = ['tuning'];

/**
 * Checks the configuration of a NAD. Admission accepts any text there; bad JSON is noticed only when a pod fails
 * (multus #731).
 */
export function checkNetwork(context: CheckContext): void {
  const { object, report } = context;
  checkNamespace(context, { code: 'network-namespace' });
  const config = readConfig(object);
  if (!config) {
    report({
      level: 'error',
      code: 'network-config',
      field: 'spec.config',
      message:
        'found no JSON object, allowed: the CNI configuration as JSON text',
    });
    return;
  }
  disguisedKeys(config).forEach(key =>
    report({
      level: 'error',
      code: 'network-config',
      field: 'spec.config',
      message: `found the key ${show(
        key,
      )}, which the plugin reads as another one, as it does not tell letters by case; allowed: keys as they are documented`,
    }),
  );
  const network = networkIn(config);
  // All NADs of one OVN network share its name.
  if (network?.type !== 'ovn' && config.name !== object.metadata.name) {
    report({
      level: 'warning',
      code: 'network-name',
      field: 'spec.config.name',
      message: `${show(config.name)} is not the object's own name, "${
        object.metadata.name
      }"`,
    });
  }
  if (!network || !isAlone(config)) {
    report({
      level: 'error',
      code: 'network-type',
      field: 'spec.config.type',
      message: `found ${pluginsOf(config)
        .map(({ type }) => show(type))
        .join(', ')}, allowed: one of ${BRIDGE_TYPES.join(
        ', ',
      )}; beside it in a list of plugins: ${HELPER_TYPES.join(
        ', ',
      )}; or ${OVN_TYPE} alone`,
    });
    return;
  }
  checkIpam(context, network);
  if (network.type === 'ovn') {
    checkOvnNetwork(context, network);
  } else {
    checkVlan(context, network);
    checkNetworkBridge(context, network);
  }
  checkNetworkUse(context);
}

/** True if exactly one plugin connects to a network. */
function isAlone(config: Record<string, unknown>): boolean {
  const plugins = pluginsOf(config);
  const types = plugins.map(({ type }) => type);
  const others = types.filter(type => !HELPER_TYPES.some(one => one === type));
  return (
    others.length === 1 && (others[0] !== OVN_TYPE || plugins[0] === config)
  );
}

function checkIpam({ report }: CheckContext, { config }: Network): void {
  const { ipam } = config;
  if (
    ipam !== undefined &&
    !(isRecord(ipam) && Object.keys(ipam).length === 0)
  ) {
    report({
      level: 'error',
      code: 'network-ipam',
      field: 'spec.config.ipam',
      message: `found ${show(
        ipam,
      )}, allowed: {}; KubeVirt does not support IPAM in a network of a VM`,
    });
  }
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
