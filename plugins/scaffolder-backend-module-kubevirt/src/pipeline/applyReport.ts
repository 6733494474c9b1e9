import {
  ChangeSet,
  formatObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApplyResult } from '../apply';
import { DeliveryReport, UNCHANGED } from './DeliveryTarget';
import { PipelineContext } from './types';

interface ReportOptions {
  cluster: string;
  result: ApplyResult;
  ctx: Pick<PipelineContext, 'logger' | 'signal'>;
}

/** What a direct apply did, and how to undo it. */
export function applyReport({
  cluster,
  result,
  ctx,
}: ReportOptions): DeliveryReport {
  const { changes, undo, policies } = result;
  if (undo.length === 0) {
    ctx.logger.info(UNCHANGED);
  }
  return {
    changes,
    nextStep: [
      undo.length > 0
        ? `Applied to cluster \`${cluster}\`.`
        : `Nothing to do: cluster \`${cluster}\` has these objects already.`,
      ...policies.map(policyLine),
      ...(undo.length > 0
        ? [
            `\n\nTo undo it:\n\n\`\`\`\n# on cluster ${cluster}\n${undo.join(
              '\n',
            )}\n\`\`\``,
          ]
        : []),
    ]
      .join(' ')
      .replace(/ \n/g, '\n'),
  };
}

function policyLine({
  name,
  progress: { configured, ready, matching },
}: ApplyResult['policies'][number]): string {
  const later =
    matching !== undefined && ready !== undefined && matching > ready
      ? `; ${
          matching - ready
        } more match and are not ready, they follow when they are`
      : '';
  return `Policy \`${name}\` is configured on ${configured} of ${
    ready ?? configured
  } ready nodes${later}.`;
}

/** Why a direct apply ended early, what it had written by then and how to take that back. */
export function applyFailure({ cluster, result, ctx }: ReportOptions): Error {
  const { changes, unknown, undo, failure } = result;
  const written = changes.filter(
    ({ action }) => action === 'created' || action === 'configured',
  );
  const removed = changes.filter(({ action }) => action === 'deleted');
  const open = changes.filter(
    change =>
      change.action === 'skipped' && !unknown.includes(formatObjectId(change)),
  );
  const message = [
    ctx.signal?.aborted
      ? 'The task was cancelled'
      : failure?.message.replace(/\.$/, ''),
    written.length > 0 || removed.length > 0
      ? [
          ...(written.length > 0
            ? [`Written to cluster ${cluster}: ${names(written)}`]
            : []),
          ...(removed.length > 0
            ? [`Removed from cluster ${cluster}: ${names(removed)}`]
            : []),
        ].join('. ')
      : 'Nothing was written',
    ...(unknown.length > 0
      ? [
          `Not known, as no answer came: ${unknown.join(
            ', ',
          )}; running again finds out`,
        ]
      : []),
    ...(open.length > 0 ? [`Not written: ${names(open)}`] : []),
    ...(undo.length > 0
      ? ['Running again continues from there; to undo it, see the log']
      : []),
  ].join('. ');
  if (ctx.signal?.aborted) {
    // Backstage does not show the error of a cancelled task.
    ctx.logger.warn(message);
  }
  return new Error(message, { cause: failure });
}

function names(changes: ChangeSet): string {
  return changes.map(formatObjectId).join(', ');
}
