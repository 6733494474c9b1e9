import { Facts, LiveKind, Source } from '../model/facts';
import { Finding } from '../check/finding';
import { KubeObject, formatObject } from '../model/kubeObject';
import type { CheckContext } from '../check/check';

/** An object, and where it was found. */
export interface Standing {
  object: KubeObject;
  source: string;
  /** Anybody may have proposed it. */
  isFromFork?: boolean;
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
export function becoming({
  manifests,
  facts,
}: Pick<CheckContext, 'manifests' | 'facts'>): Standing[] {
  const ours = new Set(manifests.map(formatObject));
  return [
    ...entries({ source: THIS_CHANGE, objects: manifests }),
    ...standing(facts).filter(({ object }) => !ours.has(formatObject(object))),
  ];
}

/** Those of a kind, other than the object under check. */
export function othersOf(context: CheckContext, kind: string): Standing[] {
  const self = formatObject(context.object);
  return becoming(context).filter(
    ({ object }) => object.kind === kind && formatObject(object) !== self,
  );
}

/** What a claim of others is to this change: anybody may open a request from a fork, so that one holds nobody up. */
export function claimLevel({
  isFromFork,
}: Pick<Source, 'isFromFork'>): Finding['level'] {
  return isFromFork ? 'warning' : 'error';
}

function entries({ source, objects, isFromFork }: Source): Standing[] {
  return objects.map(object => ({
    object,
    source,
    ...(isFromFork && { isFromFork }),
  }));
}
