import { ObjectId, formatObjectId } from './kubeObject';

/** What happened to an object, or would happen in a dry run. The terms are those of fluxcd/pkg/ssa. */
export const CHANGE_ACTIONS = [
  'created',
  'configured',
  'unchanged',
  'deleted',
  'skipped',
] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** The change of one object. `path` is its file, relative to the repository or workspace, if it has one. */
export type ObjectChange = {
  kind: string;
  namespace?: string;
  name: string;
  action: ChangeAction;
  path?: string;
};

/** All changes of one run, in apply order. */
export type ChangeSet = ObjectChange[];

/** Makes the change of one object. */
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
