import { isRecord } from '../model/kubeObject';
import { isEqual } from './isEqual';
import { MergeSides } from './types';

type Config = Record<string, unknown>;

/** Parses the CNI configurations of a network; undefined if one of the texts is not a JSON mapping. */
export function parseConfigs(
  texts: MergeSides,
): MergeSides<Config | undefined> | undefined {
  const parsed = {
    base: parseConfig(texts.base),
    theirs: parseConfig(texts.theirs),
    ours: parseConfig(texts.ours),
  };
  const isReadable = (side: keyof MergeSides) =>
    texts[side] === undefined || parsed[side] !== undefined;
  return isReadable('base') && isReadable('theirs') && isReadable('ours')
    ? parsed
    : undefined;
}

/** A merged configuration as text. It keeps the formatting of theirs or ours if one of them has the same content. */
export function printConfig(
  merged: Config,
  parsed: MergeSides,
  texts: MergeSides,
): unknown {
  if (isEqual(merged, parsed.theirs)) {
    return texts.theirs;
  }
  return isEqual(merged, parsed.ours)
    ? texts.ours
    : `${JSON.stringify(merged, null, 2)}\n`;
}

function parseConfig(text: unknown): Config | undefined {
  try {
    const value: unknown =
      typeof text === 'string' ? JSON.parse(text) : undefined;
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
