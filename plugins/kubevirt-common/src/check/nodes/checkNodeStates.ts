import { KubeObject } from '../../model/kubeObject';
import { CheckContext } from '../CheckContext';
import type { Code } from '../codes';
import { KnownFact } from '../liveFacts';
import { some } from '../words';
import { NodeView, isReady } from '../../manifests/nodeViews';
import { hasOwnNetwork } from './protectedClosure';

/**
 * The handler looks every minute and writes only changes (kubernetes-nmstate,
 * controllers/handler/node_controller.go).
 */
const MAX_AGE_MINUTES = 5;
const FIELD = 'spec.nodeSelector';

/** Reports nodes whose network is unknown or outdated: the other checks cannot rely on it. */
export function checkNodeStates(options: {
  context: CheckContext;
  matching: KubeObject[];
  views: NodeView[];
  states: KnownFact;
}): void {
  const { matching, views, states } = options;
  const { facts, report } = options.context;
  const warn = (code: Code, names: string[], what: string) => {
    if (names.length > 0) {
      report({
        level: 'warning',
        code,
        field: FIELD,
        message: `${what} on ${some(names)}`,
      });
    }
  };
  const known = views.map(({ node }) => node.metadata.name);
  warn(
    'node-state-missing',
    matching
      .map(({ metadata }) => metadata.name)
      .filter(name => !known.includes(name)),
    `not checked: NICs, bridges and the own network; because ${
      states.partial === undefined
        ? 'kubernetes-nmstate reports no NodeNetworkState'
        : 'no NodeNetworkState was read'
    }`,
  );
  warn(
    'node-state-stale',
    views.filter(view => isStale(view, facts.now)).map(nameOf),
    `checked against a network of more than ${MAX_AGE_MINUTES} minutes ago, as the node has not been ready since to report another one,`,
  );
  warn(
    'node-network-unknown',
    views
      .filter(({ topology, node }) => !hasOwnNetwork(topology, node))
      .map(nameOf),
    "not checked whether this changes the node's own network: neither a default route nor an address of the node was found",
  );
}

function nameOf({ node }: NodeView): string {
  return node.metadata.name;
}

/**
 * True for a node that is not Ready and has an old state. The state of a Ready node is current however old it is,
 * because the handler writes only changes.
 */
function isStale(
  { topology, node }: NodeView,
  now: string | undefined,
): boolean {
  if (now === undefined || isReady(node)) {
    return false;
  }
  const age = Date.parse(now) - Date.parse(topology.updatedAt ?? '');
  // A missing or invalid time counts as old.
  return !(age <= MAX_AGE_MINUTES * 60_000);
}
