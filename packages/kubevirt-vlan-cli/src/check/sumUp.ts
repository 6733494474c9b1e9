import { LocatedFinding, Report, countLevel } from '../report/Report';
import { ClusterManifests } from './checkCluster';

/** The report of a run. Its findings are sorted by file and line. */
export function sumUp(options: {
  groups: ClusterManifests[];
  findings: LocatedFinding[];
  /** The path that files are sorted by. */
  show: (path: string) => string;
}): Report {
  const { groups, findings, show } = options;
  const manifests = groups.flatMap(group => group.manifests);
  const rank = ({ path, code, object, field, message }: LocatedFinding) => [
    show(path),
    ...[code, object, field, message],
  ];
  const sorted = [...findings].sort((a, b) => {
    const [fileA, ...restA] = rank(a);
    const [fileB, ...restB] = rank(b);
    return (
      compare(fileA, fileB) ||
      a.line - b.line ||
      a.column - b.column ||
      restA.map((text, i) => compare(text, restB[i])).find(Boolean) ||
      0
    );
  });
  return {
    findings: sorted,
    summary: {
      errors: countLevel(findings, 'error'),
      warnings: countLevel(findings, 'warning'),
      objects: manifests.length,
      files: new Set(manifests.map(({ path }) => path)).size,
      clusters: groups.map(({ cluster }) => cluster),
    },
  };
}

/** By code unit, not by the machine's locale. */
function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
