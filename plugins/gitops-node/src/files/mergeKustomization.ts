import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { addResources, refuseLargeKustomization } from './kustomization';
import { plainList } from './kustomizationLines';

/**
 * Merges a kustomization that two sides changed: the files that our side added to the common version are added to
 * theirs.
 *
 * @throws InputError when our side did more than add files.
 */
export function mergeKustomization(options: {
  path: string;
  base: string | undefined;
  ours: string;
  theirs: string;
}): string {
  const { path, base, ours, theirs } = options;
  const [before, mine, now] = [base ?? theirs, ours, theirs].map(text =>
    read(path, text),
  );
  const [listed, listedNow] = [mine, now].map(
    ({ resources }) => new Set(resources),
  );
  const removed = before.resources.filter(
    name => base !== undefined && !listed.has(name),
  );
  const isOnlyExtended =
    isDeepStrictEqual(mine.rest, before.rest) ||
    isDeepStrictEqual(mine.rest, now.rest);
  if (!isOnlyExtended || removed.some(name => listedNow.has(name))) {
    throw new InputError(
      `${path}: found changes both on the base branch and on the branch of this change that are more than files added to "resources"; merge the base branch into the branch by hand, then run again. Nothing was written`,
    );
  }
  const known = new Set(base === undefined ? [] : before.resources);
  return addResources({
    path,
    text: theirs,
    files: mine.resources.filter(name => !known.has(name)),
  });
}

interface Kustomization {
  resources: string[];
  rest: Record<string, unknown>;
}

function read(path: string, text: string): Kustomization {
  refuseLargeKustomization(path, text);
  const list = plainList(text);
  if (list) {
    const { resources, rest } = split(path, list.shortened);
    if (isDeepStrictEqual(resources, list.written.slice(-1))) {
      return { resources: list.written, rest };
    }
  }
  return split(path, text);
}

function split(path: string, text: string): Kustomization {
  const value = parsed(path, text);
  const { resources = [], ...rest } = isRecord(value)
    ? value
    : { resources: undefined };
  if (!isRecord(value) || !Array.isArray(resources)) {
    throw new InputError(
      `${path}: found no kustomization with a list of resources, allowed: one; mend the file and run again`,
    );
  }
  return { resources: resources.map(String), rest };
}

function parsed(path: string, text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw new InputError(
      `${path}: found a YAML error (${
        (error as Error).message.split('\n')[0]
      }), allowed: valid YAML; mend the file and run again. Nothing was written`,
    );
  }
}
