import { merge } from 'node-diff3';

/** Merges two changes of a text line by line, as Git does; undefined where both changed the same lines. */
export function mergeLines(options: {
  base: string;
  ours: string;
  theirs: string;
}): string | undefined {
  const [ours, base, theirs] = [options.ours, options.base, options.theirs].map(
    text => text.split('\n'),
  );
  const { conflict, result } = merge(ours, base, theirs, {
    excludeFalseConflicts: true,
  });
  return conflict ? undefined : result.join('\n');
}
