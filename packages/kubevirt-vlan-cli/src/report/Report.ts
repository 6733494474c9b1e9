import {
  Finding,
  isBuiltInCode,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Position } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/yaml';

/** A finding and its place in the files. */
export interface LocatedFinding extends Finding, Position {
  cluster: string;
  /** The file, as an absolute path. */
  path: string;
}

/** The findings of a run, in a stable order. */
export interface Report {
  findings: LocatedFinding[];
  summary: Summary;
}

export interface Summary {
  errors: number;
  warnings: number;
  objects: number;
  /** Files with at least one object. */
  files: number;
  clusters: string[];
}

/** What a format needs in addition to the report. */
export interface FormatOptions {
  version: string;
  /** The folder that paths of files are relative to. */
  root: string;
  helpUri?: string;
}

export function countLevel(
  findings: Finding[],
  level: Finding['level'],
): number {
  return findings.filter(finding => finding.level === level).length;
}

/** The address that describes a check, if there is one. */
export function helpOf(
  code: string,
  { helpUri }: Pick<FormatOptions, 'helpUri'>,
): string | undefined {
  return helpUri && isBuiltInCode(code)
    ? `${helpUri}/${encodeURIComponent(code)}.md`
    : undefined;
}
