import {
  KubeObject,
  POLICY_KIND,
  inRemovalOrder,
  policyInterfaces,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PreviewEntry } from './previewApply';
import { RemovalEntry } from './RemovalEntry';

/** What a run does in one step. */
export type Stage =
  | { type: 'policy'; entry: PreviewEntry }
  | { type: 'objects'; entries: PreviewEntry[] }
  | { type: 'removals'; entries: RemovalEntry[] };

/**
 * Policies one by one, then all networks, then all VMs; the order of the entries decides within a stage. Then the deletions:
 * all VMs, all networks, the policies that take interfaces away, one by one, and the deleted policies last.
 */
export function stagesOf(
  entries: PreviewEntry[],
  removals: RemovalEntry[],
): Stage[] {
  const policies = entries.filter(({ object }) => object.kind === POLICY_KIND);
  const others = entries.filter(({ object }) => object.kind !== POLICY_KIND);
  const deleted = inRemovalOrder(removals);
  return [
    ...policies.filter(entry => !takesAway(entry.object)).map(policyStage),
    ...byKind(others, ({ object }) => object.kind).map(
      (group): Stage => ({ type: 'objects', entries: group }),
    ),
    ...deletions(deleted.filter(({ id }) => id.kind !== POLICY_KIND)),
    ...policies.filter(entry => takesAway(entry.object)).map(policyStage),
    ...deletions(deleted.filter(({ id }) => id.kind === POLICY_KIND)),
  ];
}

function policyStage(entry: PreviewEntry): Stage {
  return { type: 'policy', entry };
}

function deletions(removals: RemovalEntry[]): Stage[] {
  return byKind(removals, ({ id }) => id.kind).map(entries => ({
    type: 'removals',
    entries,
  }));
}

/** In the order in which the kinds come first. */
function byKind<T>(items: T[], kindOf: (item: T) => string): T[][] {
  const kinds = [...new Set(items.map(kindOf))];
  return kinds.map(kind => items.filter(item => kindOf(item) === kind));
}

/** True for a policy that removes an interface. */
function takesAway(policy: KubeObject): boolean {
  return policyInterfaces(policy).some(({ state }) => state === 'absent');
}
