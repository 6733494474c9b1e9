import { MAX_MTU, MIN_MTU } from '../constants';
import { bridgesNamed, bridgesOn } from '../manifests/bridges';
import { isMtu } from '../values/numbers';
import { CheckContext } from './CheckContext';
import { nodeTopology, portsOf } from '../manifests/nodeTopology';
import { policyInterfaces } from '../manifests/policySpec';
import { text } from '../manifests/read';
import { resultingObjects } from '../manifests/locatedObjects';
import { show, some } from './words';

/** An MTU of a bridge, and where it was found. */
interface Carried {
  where: string;
  mtu: number;
}

/** Checks that the bridge carries the MTU of a network; longer frames are dropped silently. */
export function checkNetworkMtu(
  context: CheckContext,
  { bridge, mtu }: { bridge: string; mtu: unknown },
): void {
  const fail = (allowed: string, level: 'error' | 'warning' = 'error') =>
    context.report({
      level,
      code: 'network-mtu',
      field: 'spec.config.mtu',
      message: `found ${show(mtu)}, ${allowed}`,
    });
  if (!isMtu(mtu)) {
    fail(`allowed: an integer from ${MIN_MTU} to ${MAX_MTU}`);
    return;
  }
  const carried = [...planned(context, bridge), ...onNodes(context, bridge)];
  const least = Math.min(...carried.map(other => other.mtu));
  const smaller = carried.filter(other => other.mtu < mtu);
  if (smaller.length > 0) {
    fail(
      `allowed: at most ${least}, as "${bridge}" has no more ${some(
        smaller.map(({ where }) => where),
      )}; longer frames are dropped`,
    );
  } else if (carried.length === 0) {
    fail(
      `not checked whether "${bridge}" carries that: no policy that makes it names an MTU, and it is on no node that was read`,
      'warning',
    );
  }
}

function planned(context: CheckContext, bridge: string): Carried[] {
  const objects = resultingObjects(context).map(({ object }) => object);
  return bridgesNamed(bridge, objects).flatMap(({ iface, policy }) => {
    // A bridge without an MTU inherits that of its port.
    const ports = policyInterfaces(policy).filter(other =>
      portsOf(iface).includes(text(other, 'name') ?? ''),
    );
    const [mtu] = [iface, ...ports]
      .map(other => other.mtu)
      .filter(value => typeof value === 'number');
    return mtu === undefined
      ? []
      : [{ where: `by ${policy.metadata.name}`, mtu }];
  });
}

/** The MTU that the bridge has on the nodes; irrelevant if this change sets another one. */
function onNodes(context: CheckContext, bridge: string): Carried[] {
  const isSetHere = bridgesNamed(bridge, context.manifests).some(
    ({ iface }) => typeof iface.mtu === 'number',
  );
  if (isSetHere) {
    return [];
  }
  const states = context.need(
    'nodeStates',
    `whether the bridge "${bridge}" carries the MTU of the network`,
  );
  return (states?.objects ?? [])
    .map(nodeTopology)
    .flatMap(topology =>
      bridgesOn(topology, bridge).flatMap(({ mtu }) =>
        mtu === undefined ? [] : [{ where: `on ${topology.node}`, mtu }],
      ),
    );
}
