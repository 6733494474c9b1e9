import { Finding } from '../finding';
import { CheckContext } from '../CheckContext';

/** What is wrong with a policy on one node. */
export interface NodeFault {
  node: string;
  level: Finding['level'];
  code: Finding['code'];
  field: string;
  found: string;
  allowed: string;
}

const MAX_NAMES = 5;

/** Names for a message: five at most, and how many more there are. */
export function someNames(names: string[]): string {
  const first = names.slice(0, MAX_NAMES).join(', ');
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${first} and ${more} more` : first;
}

/** Short, and never by a conversion that could fail: the value may be anything. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'a mapping';
  }
  if (value === undefined) {
    return 'nothing';
  }
  return typeof value === 'string' ? `"${value.slice(0, 100)}"` : String(value);
}

/** One finding for all the nodes of a fault: a pool of 200 nodes has one mistake, not 200. */
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
      message: `found ${found} on ${someNames(nodes)}, allowed: ${allowed}`,
    });
  });
}
