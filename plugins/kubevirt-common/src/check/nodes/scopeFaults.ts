import { isRecord } from '../../model/kubeObject';
import { isNodeBridge } from '../../manifests/bridges';
import { list, record, text } from '../../manifests/read';
import { NodeFault } from './nodeFaults';
import { NodeTopology } from '../../manifests/nodeTopology';

type Fault = Omit<NodeFault, 'node'>;

/** Finds what a policy changes about a node besides interfaces: routes, DNS, names, OVS, OVN. */
export function scopeFaults(spec: unknown, topology: NodeTopology): Fault[] {
  const { desiredState, capture } = record(spec);
  const faults: Fault[] = [];
  if (capture !== undefined) {
    faults.push(
      fault('spec.capture', "a capture of the node's network", 'none'),
    );
  }
  if (desiredState !== undefined && !isRecord(desiredState)) {
    faults.push(fault('spec.desiredState', 'no mapping', 'interfaces'));
  }
  for (const [key, value] of Object.entries(record(desiredState))) {
    const field = `spec.desiredState.${key}`;
    if (key === 'ovn') {
      faults.push(...ovnFaults(field, value, topology));
    } else if (key !== 'interfaces') {
      faults.push(
        fault(
          field,
          `${key}, which is the node's own network,`,
          'interfaces alone',
        ),
      );
    } else if (!Array.isArray(value)) {
      faults.push(fault(field, 'no list', 'a list of interfaces'));
    }
  }
  return faults;
}

/** A new mapping to a separate OVS bridge is harmless; existing mappings carry traffic. */
function ovnFaults(
  field: string,
  ovn: unknown,
  topology: NodeTopology,
): Fault[] {
  const key = 'bridge-mappings';
  const mappings = record(ovn)[key];
  if (
    !isRecord(ovn) ||
    Object.keys(ovn).some(other => other !== key) ||
    !Array.isArray(mappings)
  ) {
    return [fault(field, 'more than bridge-mappings', `a list of ${key}`)];
  }
  return list(ovn, key).flatMap((mapping, i) => {
    const problem = mappingProblem(mapping, topology);
    return problem ? [fault(`${field}.${key}[${i}]`, ...problem)] : [];
  });
}

function mappingProblem(
  mapping: unknown,
  { interfaces, bridgeMappings }: NodeTopology,
): [found: string, allowed: string] | undefined {
  const [localnet, bridge] = [
    text(mapping, 'localnet'),
    text(mapping, 'bridge'),
  ];
  const { state = 'present' } = record(mapping);
  const extra = Object.keys(record(mapping)).some(
    key => !['localnet', 'bridge', 'state'].includes(key),
  );
  if (!localnet || !bridge || extra || state !== 'present') {
    return [
      `a mapping of ${
        localnet ?? 'no localnet'
      } that is taken away, or not readable,`,
      'localnet and bridge, with state: present',
    ];
  }
  const there = bridgeMappings.find(other => other.localnet === localnet);
  if (there) {
    return there.bridge === bridge
      ? undefined
      : [
          `${localnet} mapped to ${bridge}, but it leads to ${there.bridge},`,
          'another name, as VMs use this one',
        ];
  }
  const isBridge = interfaces.some(
    ({ name, type }) => name === bridge && type === 'ovs-bridge',
  );
  return isBridge && !isNodeBridge(bridge)
    ? undefined
    : [
        `${localnet} mapped to ${bridge}, which is ${
          isBridge ? "the node's own bridge" : 'no OVS bridge'
        },`,
        'an OVS bridge that is on the node and is not its own',
      ];
}

function fault(field: string, found: string, allowed: string): Fault {
  return { level: 'error', code: 'protected-scope', field, found, allowed };
}
