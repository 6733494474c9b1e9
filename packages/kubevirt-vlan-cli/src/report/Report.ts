import {
  Finding,
  isBuiltInCode,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Position } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/yaml';

/** A finding, and where in the files it stands. */
export interface LocatedFinding extends Finding, Position {
  cluster: string;
  /** The file, as an absolute path. */
  path: string;
}

/** What a run found, in a stable order. */
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

/** What the formats need besides the report. */
export interface FormatOptions {
  version: string;
  /** The folder that the paths of files are told from. */
  root: string;
  helpUri?: string;
}

export function countLevel(
  findings: Finding[],
  level: Finding['level'],
): number {
  return findings.filter(finding => finding.level === level).length;
}

/** Where a check is described, if anywhere. */
export function helpOf(
  code: string,
  { helpUri }: Pick<FormatOptions, 'helpUri'>,
): string | undefined {
  return helpUri && isBuiltInCode(code)
    ? `${helpUri}/${encodeURIComponent(code)}.md`
    : undefined;
}
