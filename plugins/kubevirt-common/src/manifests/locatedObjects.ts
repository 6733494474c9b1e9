import { Facts, LiveKind, Source } from '../model/facts';
import { KubeObject, formatObject } from '../model/kubeObject';

/** An object, and where it was found. */
export interface LocatedObject {
  object: KubeObject;
  source: string;
  /** A request from a fork proposes it; anybody may open one. */
  isFromFork?: boolean;
}

/** The objects of one change, and the facts about everything else. */
interface Change {
  manifests: KubeObject[];
  facts: Facts;
}

/** The live kinds that this project writes. */
const WRITTEN_KINDS = ['policies', 'networks', 'vms'] satisfies LiveKind[];
const THIS_CHANGE = 'this change';

/**
 * The objects that exist: those of the repository or workspace that is written to, then those of the cluster. An object
 * of both is listed once, as the first has it.
 */
export function appliedObjects(
  facts: Pick<Facts, 'existing' | 'live'>,
): LocatedObject[] {
  const live = WRITTEN_KINDS.flatMap(kind => facts.live?.[kind] ?? []).flatMap(
    fact => (fact.known ? [fact] : []),
  );
  const found = new Map<string, LocatedObject>();
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

/** The objects that exist, then those that other open changes propose. */
export function knownObjects(facts: Facts): LocatedObject[] {
  return [...appliedObjects(facts), ...(facts.open ?? []).flatMap(entries)];
}

/** The objects after this change: its own, then the known ones that it does not replace. */
export function resultingObjects({
  manifests,
  facts,
}: Change): LocatedObject[] {
  const ours = new Set(manifests.map(formatObject));
  return [
    ...entries({ source: THIS_CHANGE, objects: manifests }),
    ...knownObjects(facts).filter(
      ({ object }) => !ours.has(formatObject(object)),
    ),
  ];
}

/** The resulting objects of a kind, without the object under check. */
export function othersOf(
  context: Change & { object: KubeObject },
  kind: string,
): LocatedObject[] {
  const self = formatObject(context.object);
  return resultingObjects(context).filter(
    ({ object }) => object.kind === kind && formatObject(object) !== self,
  );
}

function entries({ source, objects, isFromFork }: Source): LocatedObject[] {
  return objects.map(object => ({
    object,
    source,
    ...(isFromFork && { isFromFork }),
  }));
}
