import type { Code } from '../codes';
import { Finding } from '../finding';
import { CheckContext } from '../CheckContext';
import { some } from '../words';

/** A fault of a policy on one node. */
export interface NodeFault {
  node: string;
  level: Finding['level'];
  code: Code;
  field: string;
  found: string;
  allowed: string;
}

/** A short form of a value of any type. It never calls a conversion that the value could make fail. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'a mapping';
  }
  if (value === undefined) {
    return 'nothing';
  }
  return typeof value === 'string' ? `"${value.slice(0, 100)}"` : String(value);
}

/** Reports a fault once for all nodes that have it: in a pool of 200 nodes it is one mistake. */
export function reportFaults(
  { report }: CheckContext,
  faults: NodeFault[],
): void {
  const groups = new Map<string, NodeFault[]>();
  faults.forEach(({ node, ...fault }) => {
    const key = JSON.stringify(fault);
    groups.set(key, [...(groups.get(key) ?? []), { node, ...fault }]);
  });
  groups.forEach(group => {
    const [{ level, code, field, found, allowed }] = group;
    const nodes = [...new Set(group.map(({ node }) => node))];
    report({
      level,
      code,
      field,
      message: `found ${found} on ${some(nodes)}, allowed: ${allowed}`,
    });
  });
}
