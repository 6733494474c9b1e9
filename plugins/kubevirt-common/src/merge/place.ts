import { MergeKeys } from './types';

/** A place in three versions of an object, as it appears in a conflict. */
export interface Place {
  path: string;
  keys: MergeKeys;
  depth: number;
  /** True inside the JSON of a network. */
  json?: boolean;
}

export const ROOT: Place = { path: '', keys: [], depth: 0 };

/** A place one step deeper. `step` is undefined if theirs does not have it. */
export function within(
  place: Place,
  path: string,
  step: string | number | undefined,
): Place {
  const { keys, depth, json } = place;
  const isStep = step !== undefined && !json;
  return {
    path,
    keys: isStep ? [...keys, step] : keys,
    depth: depth + 1,
    json,
  };
}
