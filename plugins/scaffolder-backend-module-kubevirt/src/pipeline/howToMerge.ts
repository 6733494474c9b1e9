import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** How to merge a branch by hand, where the repository has no host that takes requests. */
export function howToMerge(options: {
  settings: GitOpsSettings;
  branch: string;
}): string {
  const { repoUrl, baseBranch } = options.settings;
  const { branch } = options;
  return [
    `The change is on branch \`${branch}\` of ${repoUrl}, for which "integrations" has no host that requests can be opened with. Review and merge it there, or by hand:`,
    '',
    '```',
    `git clone ${repoUrl} gitops && cd gitops`,
    `git diff ${baseBranch}...origin/${branch}`,
    `git merge origin/${branch} && git push origin ${baseBranch}`,
    '```',
    '',
    `Where it no longer merges, run again: what ${baseBranch} has by then is merged into the branch. To withdraw it: \`git push ${repoUrl} --delete ${branch}\``,
  ].join('\n');
}
