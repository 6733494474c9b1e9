import { KubeObject } from '../model/kubeObject';
import { bridgesNamed, bridgesOn } from '../manifests/bridges';
import { CheckContext } from './CheckContext';
import { findNetwork, networkReference } from '../manifests/networkReference';
import { knownTopologies, matchingNodes } from '../manifests/nodeViews';
import { record } from '../manifests/read';
import { readNetwork } from '../manifests/readNetwork';
import { resultingObjects } from '../manifests/locatedObjects';
import { VM_SPEC, networksOf } from '../manifests/vmSpec';
import { isComplete } from './isComplete';
import { show, some } from './words';

const FIELD = `${VM_SPEC}.nodeSelector`;

/**
 * Checks that a node has both the labels of the VM's nodeSelector and the bridges of its NICs; otherwise the VM never
 * starts.
 */
export function checkPlacement(context: CheckContext): void {
  const { object, report } = context;
  const selector = record(object.spec, 'template', 'spec', 'nodeSelector');
  const bridges = Object.keys(selector).length > 0 ? bridgesFor(context) : [];
  if (bridges.length === 0) {
    return;
  }
  const nodes = context.need(
    'nodes',
    `whether a node has ${bridges.join(', ')} and ${show(selector)}`,
  );
  if (!nodes) {
    return;
  }
  const selected = matchingNodes(nodes.objects, selector).map(nameOf);
  const places = bridges
    .map(bridge => ({ bridge, on: nodesWith(context, bridge, nodes.objects) }))
    // A bridge that no node has is not the fault of the selector; the check of its network reports it.
    .filter(({ on }) => on.length > 0);
  const apart = places.filter(({ on }) => !haveCommonNode([on, selected]));
  const haveNoCommonNode =
    apart.length === 0 &&
    places.length > 0 &&
    !haveCommonNode([selected, ...places.map(({ on }) => on)]);
  const blamed = haveNoCommonNode ? places : apart;
  if (blamed.length > 0) {
    report({
      level: isComplete(nodes) ? 'error' : 'warning',
      code: 'vm-placement',
      field: FIELD,
      message: `found ${show(selector)}, which ${
        selected.length > 0 ? `is ${some(selected)}` : 'no node has'
      }; allowed: labels of a node that has ${blamed
        .map(({ bridge, on }) => `${bridge} (${some(on)})`)
        .join(' and ')}, as the VM stays Pending without`,
    });
  }
}

/** The Linux bridges that the NICs of the VM need on its node. */
function bridgesFor(context: CheckContext): string[] {
  const objects = resultingObjects(context).map(({ object }) => object);
  const bridges = networksOf(context.object)
    .map(network => networkReference(context.object, network))
    .map(reference => findNetwork(reference, objects))
    .map(nad => nad && readNetwork(nad))
    .flatMap(network => network?.type.linuxBridge?.(network.config) ?? []);
  return [...new Set(bridges)];
}

/** The nodes that have a bridge or will get it. */
function nodesWith(
  context: CheckContext,
  bridge: string,
  nodes: KubeObject[],
): string[] {
  const now = knownTopologies(context.facts.live?.nodeStates)
    .filter(topology => bridgesOn(topology, bridge).length > 0)
    .map(({ node }) => node);
  const objects = resultingObjects(context).map(({ object }) => object);
  const soon = bridgesNamed(bridge, objects)
    .flatMap(({ policy }) =>
      matchingNodes(nodes, record(policy.spec).nodeSelector),
    )
    .map(nameOf);
  return [...new Set([...now, ...soon])];
}

function haveCommonNode([first, ...rest]: string[][]): boolean {
  return first.some(name => rest.every(names => names.includes(name)));
}

function nameOf(node: KubeObject): string {
  return node.metadata.name;
}
