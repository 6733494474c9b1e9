import { isVlanId } from '../../values/numbers';
import { MAX_VLAN_ID, MIN_VLAN_ID, NETWORK_KIND } from '../../constants';
import { formatObject } from '../../model/kubeObject';
import { localnetsOf } from '../../manifests/bridges';
import { CheckContext } from '../CheckContext';
import { localnetOf, ovn } from '../../manifests/networkTypes/ovn';
import { Network, readNetwork } from '../../manifests/readNetwork';
import { resultingObjects, othersOf } from '../../manifests/locatedObjects';
import { claimLevel } from '../claimLevel';
import { vmTopologies } from '../vmNodes';
import { isComplete } from '../isComplete';
import { show, some } from '../words';

/**
 * Settings that must be equal in all NADs of one network; otherwise the OVN control plane crash-loops (ovn-kubernetes
 * #6541).
 */
const SHARED = ['topology', 'vlanID', 'physicalNetworkName', 'mtu', 'subnets'];

/** Checks an OVN localnet: a bridge mapping connects it to the VLAN through an OVS bridge of the node. */
export function checkOvnNetwork(context: CheckContext, network: Network): void {
  const { object, report } = context;
  const { config } = network;
  const own = `${object.metadata.namespace}/${object.metadata.name}`;
  if (config.topology !== 'localnet') {
    report({
      level: 'error',
      code: 'network-topology',
      field: 'spec.config.topology',
      message: `found ${show(
        config.topology,
      )}, allowed: "localnet"; the others lead to no VLAN`,
    });
    return;
  }
  if (config.netAttachDefName !== own) {
    report({
      level: 'error',
      code: 'network-ovn-name',
      field: 'spec.config.netAttachDefName',
      message: `found ${show(
        config.netAttachDefName,
      )}, allowed: "${own}", as ovn-kubernetes passes over any other`,
    });
  }
  if (!isVlanId(config.vlanID)) {
    report({
      level: 'error',
      code: 'network-ovn-vlan',
      field: 'spec.config.vlanID',
      message: `found ${show(
        config.vlanID,
      )}, allowed: an integer from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}; without it VMs are on the untagged network of the nodes`,
    });
  }
  checkLocalnet(context, network);
  checkNameShared(context, network);
}

function checkLocalnet(context: CheckContext, network: Network): void {
  const { physicalNetworkName, name } = network.config;
  const wrong = [
    { key: 'name', value: name },
    { key: 'physicalNetworkName', value: physicalNetworkName ?? name },
  ].filter(({ value }) => typeof value !== 'string' || value === '');
  wrong.slice(0, 1).forEach(({ key, value }) =>
    context.report({
      level: 'error',
      code: 'network-localnet',
      field: `spec.config.${key}`,
      message: `found ${show(value)}, allowed: a text`,
    }),
  );
  const localnet = localnetOf(network.config);
  if (wrong.length === 0 && localnet !== undefined) {
    checkMapping(context, localnet);
  }
}

function checkMapping(context: CheckContext, localnet: string): void {
  const objects = resultingObjects(context).map(({ object }) => object);
  if (localnetsOf(objects).includes(localnet)) {
    return;
  }
  const states = context.need(
    'nodeStates',
    `whether the nodes map the physical network "${localnet}" to a bridge`,
  );
  const topologies = vmTopologies(context.facts, states);
  const without = topologies.filter(({ bridgeMappings }) =>
    bridgeMappings.every(mapping => mapping.localnet !== localnet),
  );
  if (states && without.length === topologies.length) {
    const policies = context.need(
      'policies',
      `whether a policy maps the physical network "${localnet}"`,
    );
    context.report({
      level: isComplete(states) && isComplete(policies) ? 'error' : 'warning',
      code: 'network-localnet',
      field: 'spec.config.physicalNetworkName',
      message: `found "${localnet}", which no node and no known policy maps to a bridge; allowed: a localnet of ovn.bridge-mappings`,
    });
  } else if (without.length > 0) {
    context.report({
      level: 'warning',
      code: 'network-localnet',
      field: 'spec.config.physicalNetworkName',
      message: `"${localnet}" is mapped on ${
        topologies.length - without.length
      } of ${topologies.length} nodes, not on ${some(
        without.map(({ node }) => node),
      )}: a VM that lands there has no network, so give it a nodeSelector`,
    });
  }
}

function checkNameShared(context: CheckContext, { config }: Network): void {
  context.need('networks', 'whether another network has its name');
  othersOf(context, NETWORK_KIND).forEach(located => {
    const { object: other, source } = located;
    const theirs = readNetwork(other);
    if (theirs?.type !== ovn || theirs.config.name !== config.name) {
      return;
    }
    const differing = SHARED.filter(
      key => show(theirs.config[key]) !== show(config[key]),
    );
    if (differing.length > 0) {
      context.report({
        level: claimLevel(located),
        code: 'network-name-taken',
        field: 'spec.config.name',
        message: `found ${show(config.name)}, which ${formatObject(
          other,
        )} in ${source} has with another ${differing.join(
          ', ',
        )}; allowed: one configuration for a name in the whole cluster, or another name`,
      });
    }
  });
}
