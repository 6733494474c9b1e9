import {
  RELATIVE_PATH_RULE,
  isRelativePath,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

export function pathProblem(path: string): string | undefined {
  return isRelativePath(path)
    ? undefined
    : `found "${path}", allowed: ${RELATIVE_PATH_RULE}`;
}

export function twinOf(name: string, names: string[]): string | undefined {
  return names.find(
    other => other !== name && other.toLowerCase() === name.toLowerCase(),
  );
}
