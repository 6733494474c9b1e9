import {
  ChangeSet,
  Plan,
  formatChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The message of a commit: what changed, why, and who asked. */
export function commitMessage(options: {
  plan: Plan;
  changes: ChangeSet;
  reason: string | undefined;
  user: string | undefined;
}): string {
  const { plan, changes, reason, user } = options;
  return [
    [plan.title],
    changes.map(formatChange),
    // Quoted, so that no line of it is read as a trailer.
    reason ? ['Why:', ...reason.split(/\r\n?|\n/).map(l => `> ${l}`)] : [],
    user ? [`Requested-by: ${user}`] : [],
  ]
    .filter(paragraph => paragraph.length > 0)
    .map(paragraph => paragraph.join('\n'))
    .join('\n\n');
}
