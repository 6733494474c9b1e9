import { POLICY_KIND } from '../constants';
import { Fact, Facts } from '../model/facts';
import { KubeObject, formatObject, formatObjectId } from '../model/kubeObject';
import { Removal, removedObjects } from '../model/removal';
import { policyInterfaces } from './policySpec';
import { text } from './read';

type Existing = Pick<Facts, 'existing' | 'live'>;

/** The facts without the objects that a change deletes: what the checks compare its manifests with. */
export function withoutRemoved<F extends Existing>(
  facts: F,
  removals: Removal[],
): F {
  const gone = new Set(
    removedObjects(removals).map(one => formatObjectId(one.id)),
  );
  if (gone.size === 0) {
    return facts;
  }
  const left = (objects: KubeObject[]) =>
    objects.filter(object => !gone.has(formatObject(object)));
  const { existing, live } = facts;
  const leftOf = (fact: Fact): Fact =>
    fact.known ? { ...fact, objects: left(fact.objects) } : fact;
  return {
    ...facts,
    ...(existing && {
      existing: { ...existing, objects: left(existing.objects) },
    }),
    ...(live && {
      live: {
        ...live,
        policies: leftOf(live.policies),
        networks: leftOf(live.networks),
        vms: leftOf(live.vms),
      },
    }),
  };
}

/**
 * What removals take away, as it exists: objects as they are, and of a policy the interfaces that are taken away. Where the
 * repository and the cluster differ, both versions.
 */
export function existingOf(removals: Removal[], facts: Existing): KubeObject[] {
  const { existing, live } = facts;
  const read = [live?.policies, live?.networks, live?.vms].flatMap(fact =>
    fact?.known ? fact.objects : [],
  );
  const all = [...(existing?.objects ?? []), ...read];
  return removals.flatMap(removal => {
    if (removal.type === 'object') {
      const id = formatObjectId(removal.id);
      return all.filter(object => formatObject(object) === id);
    }
    return all
      .filter(
        ({ kind, metadata }) =>
          kind === POLICY_KIND && metadata.name === removal.policy,
      )
      .map(policy => withInterfaces(policy, removal.interfaces));
  });
}

function withInterfaces(policy: KubeObject, names: string[]): KubeObject {
  return {
    ...policy,
    spec: {
      ...(policy.spec as object),
      desiredState: {
        interfaces: policyInterfaces(policy).filter(iface =>
          names.includes(text(iface, 'name') ?? ''),
        ),
      },
    },
  };
}
