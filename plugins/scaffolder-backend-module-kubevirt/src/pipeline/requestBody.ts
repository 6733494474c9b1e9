import {
  BlastRadius,
  ChangeSet,
  Finding,
  KubeObject,
  POLICY_KIND,
  Plan,
  formatFinding,
  formatObject,
  formatObjectId,
  madeInterfaces,
  reachLines,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { VlanOwner } from './DeliveryTarget';
import { codeBlock, codeSpan } from './markdown';

/** What a reviewer reads. */
export interface RequestBodyOptions {
  plan: Plan;
  /** Compared with the base branch; in the order of `objects`, then the deletions. */
  changes: ChangeSet;
  objects: KubeObject[];
  radius: BlastRadius;
  findings: Finding[];
  owners: VlanOwner[];
  requester?: string;
  reason?: string;
}

/** The text of a request: who, why, what changes, what it reaches, what the checks found, whom to ask, how to undo it. */
export function requestBody(options: RequestBodyOptions): string {
  return [
    who(options),
    section('What changes', changeTable(options.changes)),
    section('What it reaches', reach(options)),
    section('What the checks found', findings(options.findings)),
    section('Whom to ask', approvers(options)),
    section('How to undo it', undo(options)),
  ]
    .join('\n\n')
    .trimEnd();
}

function section(title: string, lines: string[]): string {
  return [`### ${title}`, '', ...lines].join('\n');
}

function who({ plan, requester, reason }: RequestBodyOptions): string {
  const asked = requester
    ? `Asked for by ${codeSpan(requester)} in Backstage`
    : 'Asked for in Backstage by somebody who is not in the catalog';
  return [
    `${asked}, for cluster ${codeSpan(plan.cluster)}.`,
    '',
    ...(reason
      ? ['Why:', '', codeBlock(reason)]
      : ['No reason was given; ask for one where it matters.']),
  ].join('\n');
}

function changeTable(changes: ChangeSet): string[] {
  return [
    '| Object | Change | File |',
    '| --- | --- | --- |',
    ...changes.map(
      change =>
        `| ${codeSpan(formatObjectId(change))} | ${change.action} | ${codeSpan(
          change.path ?? '',
        )} |`,
    ),
  ];
}

function reach({ radius }: RequestBodyOptions): string[] {
  return reachLines(radius, codeSpan).map(line =>
    line.replace(/^([A-Za-z]+):/, '- **$1**:'),
  );
}

function findings(list: Finding[]): string[] {
  return list.length === 0
    ? ['Nothing.']
    : list.map(
        finding => `- **${finding.level}** ${codeSpan(formatFinding(finding))}`,
      );
}

function approvers({ owners, requester }: RequestBodyOptions): string[] {
  return [
    ...owners.map(({ vlanId, owner }) =>
      owner === undefined
        ? `- VLAN ${vlanId} has no owner on record (neither an entity in the catalog nor \`owner\` in the configuration): ask the network team.`
        : `- VLAN ${vlanId} belongs to ${codeSpan(
            owner,
          )}: an approval is theirs.`,
    ),
    ...(owners.length === 0
      ? ['- No VLAN is named: ask the team that owns the namespace.']
      : []),
    requester
      ? `- ${codeSpan(
          requester,
        )} asked for this and does not count as an approver.`
      : '- Whoever asked for this does not count as an approver.',
  ];
}

function undo({ changes, objects }: RequestBodyOptions): string[] {
  const steps = changes.flatMap((change, i) => {
    const id = codeSpan(formatObjectId(change));
    if (change.action !== 'created') {
      return ['configured', 'deleted'].includes(change.action)
        ? [`- ${id}: revert this request.`]
        : [];
    }
    // Only what is written is created.
    const object = objects[i];
    return object.kind === POLICY_KIND
      ? [retirePolicy(object, change.path ?? '')]
      : [
          `- ${id}: remove ${codeSpan(
            change.path ?? '',
          )} and its line in the folder's kustomization.yaml.`,
        ];
  });
  return steps.length === 0
    ? ['Nothing is changed.']
    : ['In this order, each by a request of its own:', '', ...steps.reverse()];
}

/** Deleting a policy does not change the nodes, so its interfaces have to be removed first. */
function retirePolicy(policy: KubeObject, path: string): string {
  const interfaces = madeInterfaces(policy)
    .map(({ name }) => codeSpan(name))
    .join(' and ');
  return `- ${codeSpan(
    formatObject(policy),
  )}: removing the file leaves ${interfaces} on the nodes. Once no network and no VM uses them: set \`state: absent\` on ${interfaces} in ${codeSpan(
    path,
  )}, merge, wait until every node reports the policy as available, and then remove the file and its line in kustomization.yaml. Never on the uplink.`;
}
