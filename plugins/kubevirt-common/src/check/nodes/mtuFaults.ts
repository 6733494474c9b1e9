import { MAX_MTU, MIN_MTU } from '../../constants';
import { isMtu } from '../../values/numbers';
import { CheckContext } from '../CheckContext';
import { DesiredInterface } from './desiredInterfaces';
import { NodeFault, shown } from './nodeFaults';
import { NodeTopology, findInterfaces } from '../../manifests/nodeTopology';

/** More layers than anyone stacks. The limit ends the search when two interfaces name each other as base. */
const MAX_DEPTH = 8;

/** Checks the MTUs within a policy: each in range, and none larger than that of the interface below. */
export function checkMtuOrder(
  { report }: Pick<CheckContext, 'report'>,
  interfaces: DesiredInterface[],
): void {
  interfaces
    .filter(({ mtu }) => mtu !== undefined && !isMtu(mtu))
    .forEach(({ field, mtu }) =>
      report({
        level: 'error',
        code: 'mtu-value',
        field: `${field}.mtu`,
        message: `found ${shown(
          mtu,
        )}, allowed: an integer from ${MIN_MTU} to ${MAX_MTU}`,
      }),
    );
  pairs(interfaces).forEach(({ above, mtu, below }) => {
    const limit = mtuOf(below, interfaces);
    if (limit !== undefined && mtu > limit) {
      report({
        level: 'error',
        code: 'mtu-order',
        field: `${above.field}.mtu`,
        message: `found ${mtu}, but ${below} below it has ${limit}; allowed: at most that, as larger frames are lost without a trace`,
      });
    }
  });
}

/** Reports MTUs that a NIC does not carry, on the nodes with the smallest MTU. */
export function mtuFaults(
  interfaces: DesiredInterface[],
  topologies: NodeTopology[],
): NodeFault[] {
  return pairs(interfaces).flatMap(({ above, mtu, below }): NodeFault[] => {
    if (mtuOf(below, interfaces) !== undefined) {
      // The policy itself sets the MTU below; checkMtuOrder compares the two.
      return [];
    }
    const limits = topologies.flatMap(topology => {
      const limit = mtuOf(below, interfaces, topology);
      return limit === undefined ? [] : [{ node: topology.node, limit }];
    });
    const smallest = limits.reduce(
      (min, { limit }) => Math.min(min, limit),
      mtu,
    );
    return limits
      .filter(({ limit }) => limit < mtu && limit === smallest)
      .map(({ node, limit }) => ({
        node,
        level: 'error',
        code: 'mtu-uplink',
        field: `${above.field}.mtu`,
        found: `${mtu}, but ${below} with an MTU of ${limit},`,
        allowed: `at most ${limit}; a larger one needs a larger MTU of ${below} there, and of the switch`,
      }));
  });
}

interface Pair {
  above: DesiredInterface;
  mtu: number;
  below: string;
}

/** Each interface with an MTU, paired with each interface directly below it. */
function pairs(interfaces: DesiredInterface[]): Pair[] {
  return interfaces.flatMap(above => {
    const { type, base, ports, mtu } = above;
    const below = [
      ...(type === 'vlan' && base !== undefined ? [base] : []),
      ...(type === 'linux-bridge' ? ports : []),
    ];
    return isMtu(mtu) ? below.map(name => ({ above, mtu, below: name })) : [];
  });
}

/** The MTU that an interface will have: set by the policy, kept from the node, or inherited from its base. */
function mtuOf(
  name: string,
  interfaces: DesiredInterface[],
  topology?: NodeTopology,
  depth = 0,
): number | undefined {
  const desired = interfaces.find(iface => iface.name === name);
  if (isMtu(desired?.mtu)) {
    return desired.mtu;
  }
  const [found] = topology ? findInterfaces(topology, name) : [];
  if (found?.mtu !== undefined) {
    return found.mtu;
  }
  const base = desired?.base ?? found?.base;
  return base === undefined || depth === MAX_DEPTH
    ? undefined
    : mtuOf(base, interfaces, topology, depth + 1);
}
