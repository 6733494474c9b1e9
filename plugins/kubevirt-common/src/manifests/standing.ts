import { Facts, LiveKind, Source } from '../model/facts';
import { KubeObject, formatObject } from '../model/kubeObject';

/** An object, and where it was found. */
export interface Standing {
  object: KubeObject;
  source: string;
  /** Anybody may have proposed it. */
  isFromFork?: boolean;
}

/** The objects of one change, and what is known of everything else. */
interface Change {
  manifests: KubeObject[];
  facts: Facts;
}

/** The kinds of ours among what is read of a cluster. */
const OURS = ['policies', 'networks', 'vms'] satisfies LiveKind[];
const THIS_CHANGE = 'this change';

/** What stands: in what is written to, then in the cluster; an object of both once, as it is in the first. */
export function applied(facts: Pick<Facts, 'existing' | 'live'>): Standing[] {
  const live = OURS.flatMap(kind => facts.live?.[kind] ?? []).flatMap(fact =>
    fact.known ? [fact] : [],
  );
  const found = new Map<string, Standing>();
  for (const source of [...(facts.existing ? [facts.existing] : []), ...live]) {
    for (const entry of entries(source)) {
      const id = formatObject(entry.object);
      if (!found.has(id)) {
        found.set(id, entry);
      }
    }
  }
  return [...found.values()];
}

/** What stands, and what other open changes propose. */
export function standing(facts: Facts): Standing[] {
  return [...applied(facts), ...(facts.open ?? []).flatMap(entries)];
}

/** Everything as it will be: the objects of this change, and what stands beside them. */
export function becoming({ manifests, facts }: Change): Standing[] {
  const ours = new Set(manifests.map(formatObject));
  return [
    ...entries({ source: THIS_CHANGE, objects: manifests }),
    ...standing(facts).filter(({ object }) => !ours.has(formatObject(object))),
  ];
}

/** Those of a kind, other than the object under check. */
export function othersOf(
  context: Change & { object: KubeObject },
  kind: string,
): Standing[] {
  const self = formatObject(context.object);
  return becoming(context).filter(
    ({ object }) => object.kind === kind && formatObject(object) !== self,
  );
}

function entries({ source, objects, isFromFork }: Source): Standing[] {
  return objects.map(object => ({
    object,
    source,
    ...(isFromFork && { isFromFork }),
  }));
}
