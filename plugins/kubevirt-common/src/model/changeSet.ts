import { ObjectId, formatObjectId } from './kubeObject';

/** What became, or in a dry run would become, of an object. The words are those of fluxcd/pkg/ssa. */
export const CHANGE_ACTIONS = [
  'created',
  'configured',
  'unchanged',
  'deleted',
  'skipped',
] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** One line of a change set. `path` is the file, relative to the repository or the workspace, where there is one. */
export type ObjectChange = {
  kind: string;
  namespace?: string;
  name: string;
  action: ChangeAction;
  path?: string;
};

/** All changes of one run, in apply order. */
export type ChangeSet = ObjectChange[];

/** One change for an object. */
export function objectChange(
  id: ObjectId,
  action: ChangeAction,
  path?: string,
): ObjectChange {
  return {
    kind: id.kind,
    ...(id.namespace !== undefined && { namespace: id.namespace }),
    name: id.name,
    action,
    ...(path !== undefined && { path }),
  };
}

/** `kind/namespace/name: action`. */
export function formatChange(change: ObjectChange): string {
  return `${formatObjectId(change)}: ${change.action}`;
}
