import { BlastRadius } from './blastRadius';

const MAX_NAMES = 20;

/**
 * What a change reaches, line by line.
 *
 * @param mark - for names, such as code spans in Markdown
 */
export function reachLines(
  { nodes, namespaces, vms, restarts }: BlastRadius,
  mark: (name: string) => string = name => name,
): string[] {
  const list = (names: string[]) => {
    const left = names.length - MAX_NAMES;
    return `${names.slice(0, MAX_NAMES).map(mark).join(', ')}${
      left > 0 ? ` and ${left} more` : ''
    }`;
  };
  return [
    ...nodes.map(
      ({ policy, selector, maxUnavailable, interfaces, names }) =>
        `Nodes: ${
          names
            ? `${names.length} with ${list(selector)} (${
                list(names) || 'none'
              })`
            : `every node with ${list(selector)}`
        }, at most ${mark(maxUnavailable)} at a time; nmstate applies ${mark(
          policy,
        )} to the interfaces ${list(interfaces)}.`,
    ),
    ...(nodes.length === 0 ? ['Nodes: none is reconfigured.'] : []),
    `Namespaces: ${list(namespaces) || 'none'}.`,
    `VMs: ${list(vms) || 'none that is known here'}.`,
    restarts.length > 0
      ? `Restarts: ${list(
          restarts,
        )} takes the change at its next restart, which nothing of this does.`
      : 'Restarts: none.',
  ];
}
