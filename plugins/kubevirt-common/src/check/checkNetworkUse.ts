import { KubeObject, formatObject } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import { usesNetwork } from '../manifests/networkReference';
import { NETWORK_TYPES } from '../manifests/networkTypes';
import {
  Network,
  networkIn,
  readConfig,
  readNetwork,
} from '../manifests/readNetwork';
import {
  LocatedObject,
  appliedObjects,
  knownObjects,
} from '../manifests/locatedObjects';
import { show, some } from './words';

/** Checks a change of an existing network: its VMs follow it to the new destination when they next start. */
export function checkNetworkUse(context: CheckContext): void {
  const { object, facts, report } = context;
  const id = formatObject(object);
  const was = appliedObjects(facts).find(
    other => formatObject(other.object) === id,
  );
  const changes = was ? changedDestination(was.object, object) : [];
  if (!was || changes.length === 0) {
    return;
  }
  context.need('vms', 'whether a VM uses the network that is changed');
  const all = knownObjects(facts).filter(other =>
    usesNetwork(other.object, object),
  );
  // Anybody may propose a VM in a fork, so such a VM must not block the change.
  const users = all.filter(({ isFromFork }) => !isFromFork).map(nameOf);
  const proposed = all.filter(({ isFromFork }) => isFromFork);
  const change = `found ${changes.join(', ')}, otherwise than in ${was.source}`;
  report(
    users.length > 0
      ? {
          level: 'error',
          code: 'network-in-use',
          field: 'spec.config',
          message: `${change}, and used by ${some([
            ...new Set(users),
          ])}: at their next start they are where it leads to; allowed: a network of another name, to which the VMs are moved one by one`,
        }
      : {
          level: 'warning',
          code: 'network-changes',
          field: 'spec.config',
          message: `${change}; no VM is known to use it${
            proposed.length > 0
              ? `, but ${some(
                  proposed.map(one => `${nameOf(one)} in ${one.source}`),
                )} would`
              : ''
          }`,
        },
  );
}

function nameOf({ object }: LocatedObject): string {
  return formatObject(object);
}

/** The settings that change, such as `bridge "bridge-1090"`. */
function changedDestination(was: KubeObject, becomes: KubeObject): string[] {
  const config = readConfig(was);
  const after = readNetwork(becomes);
  if (!config || !after) {
    // No VM can use a network whose old configuration is unreadable; other checks refuse an unreadable new one.
    return [];
  }
  const [old, next] = [networkIn(config), after].map(destinationSettings);
  return Object.keys(next)
    .filter(key => show(old[key]) !== show(next[key]))
    .map(key => `${key} ${show(next[key])}`);
}

/** The settings that determine where the frames of a VM go. */
function destinationSettings(
  network: Network | undefined,
): Record<string, unknown> {
  const { type, config } = network ?? {};
  const keys = NETWORK_TYPES.flatMap(({ destinationKeys }) => destinationKeys);
  return {
    type: type?.name,
    ...Object.fromEntries(keys.map(key => [key, config?.[key]])),
    'physical network': config && type?.physicalNetwork?.(config),
  };
}
