import { NETWORK_KIND, POLICY_KIND } from '../constants';
import { bridgeNamesOf } from '../manifests/bridges';
import { usesNetwork } from '../manifests/networkReference';
import { existingOf } from '../manifests/removals';
import { LocatedObject, resultingObjects } from '../manifests/locatedObjects';
import { Facts } from '../model/facts';
import { KubeObject, formatObject, formatObjectId } from '../model/kubeObject';
import { ObjectRemoval, Removal } from '../model/removal';
import { Finding } from './finding';
import { LiveReader } from './liveFacts';
import { usersOfInterfaces } from './usersOfInterfaces';
import { some } from './words';

interface RemovalContext {
  removal: Removal;
  /** What results from the change. */
  resulting: LocatedObject[];
  /** With what is removed. */
  facts: Facts;
  live: LiveReader;
}

/**
 * Whether something of the result still uses what a change takes away. Nobody reviews a deletion in the cluster itself, so
 * there it is an error if something was not read that the verdict needs.
 */
export function checkRemovals(options: {
  removals: Removal[];
  manifests: KubeObject[];
  /** With what is removed, and without it. */
  facts: { before: Facts; after: Facts };
}): Finding[] {
  const { removals, manifests, facts } = options;
  const resulting = resultingObjects({ manifests, facts: facts.after });
  const level = facts.before.existing?.isCluster ? 'error' : 'warning';
  return removals.flatMap(removal => {
    const live = new LiveReader(facts.after);
    const found = inUse({ removal, resulting, facts: facts.before, live });
    return [...found, ...live.findings(nameOf(removal), level)];
  });
}

function inUse(context: RemovalContext): Finding[] {
  const users = usersOf(context);
  if (users.length === 0) {
    return [];
  }
  const { removal } = context;
  // Anybody may propose something in a fork: that alone holds nobody up.
  const isHeld = users.some(({ isFromFork }) => !isFromFork);
  return [
    {
      level: isHeld ? 'error' : 'warning',
      code: 'removal-in-use',
      object: nameOf(removal),
      field:
        removal.type === 'object'
          ? 'metadata.name'
          : 'spec.desiredState.interfaces',
      message: `this takes away ${whatOf(removal)}, which ${some([
        ...new Set(
          users.map(
            ({ object, source }) => `${formatObject(object)} (${source})`,
          ),
        ),
      ])} still uses; allowed: to remove what nothing uses, so remove the users first, or with it`,
    },
  ];
}

function usersOf(context: RemovalContext): LocatedObject[] {
  const { removal } = context;
  if (removal.type === 'interfaces') {
    return usersOfInterfaces({
      ...context,
      names: removal.interfaces,
      policies: policiesOf(removal.policy, context),
    });
  }
  switch (removal.id.kind) {
    case NETWORK_KIND:
      return usersOfNetwork(removal, context);
    case POLICY_KIND: {
      const policies = removedPolicy(context);
      return usersOfInterfaces({
        ...context,
        names: bridgeNamesOf(policies),
        policies,
      });
    }
    default:
      return [];
  }
}

/** All versions of a policy that stays: the written one, and the existing ones. */
function policiesOf(
  name: string,
  { resulting, removal, facts }: RemovalContext,
): KubeObject[] {
  const written = resulting
    .map(({ object }) => object)
    .filter(
      ({ kind, metadata }) => kind === POLICY_KIND && metadata.name === name,
    );
  return [...written, ...existingOf([removal], facts)];
}

/** In the cluster itself, every object that is removed was read: one that is not found there does not exist. */
function removedPolicy({ removal, facts, live }: RemovalContext): KubeObject[] {
  const removed = existingOf([removal], facts);
  if (removed.length === 0 && !facts.existing?.isCluster) {
    live.need('policies', 'which bridges the policy that is removed makes');
  }
  return removed;
}

function usersOfNetwork(
  { id }: ObjectRemoval,
  { resulting, live }: RemovalContext,
): LocatedObject[] {
  live.need('vms', 'whether a VM uses the network that is removed');
  const { apiVersion, kind, namespace, name } = id;
  const network = { apiVersion, kind, metadata: { namespace, name } };
  return resulting.filter(({ object }) => usesNetwork(object, network));
}

function nameOf(removal: Removal): string {
  return removal.type === 'object'
    ? formatObjectId(removal.id)
    : formatObjectId({ kind: POLICY_KIND, name: removal.policy });
}

function whatOf(removal: Removal): string {
  return removal.type === 'object' ? nameOf(removal) : some(removal.interfaces);
}
