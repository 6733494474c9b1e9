import { NETWORK_KIND, POLICY_KIND, VM_KIND } from '../constants';
import { bridgeNamesOf } from '../manifests/bridges';
import { matchingNodes } from '../manifests/nodeViews';
import { policyInterfaces } from '../manifests/policySpec';
import { record, text } from '../manifests/read';
import { usesNetwork } from '../manifests/networkReference';
import { readNetwork } from '../manifests/readNetwork';
import { appliedObjects } from '../manifests/locatedObjects';
import { Facts, LiveFacts } from '../model/facts';
import { ObjectChange } from '../model/changeSet';
import { KubeObject } from '../model/kubeObject';

/** What a change reaches beyond the files that it touches. */
export interface BlastRadius {
  /** The policies that nmstate will work on, and where. */
  nodes: Array<{
    policy: string;
    /** `key=value` labels. */
    selector: string[];
    maxUnavailable: string;
    interfaces: string[];
    /** By name; absent where nodes were not read. */
    names?: string[];
  }>;
  /** Namespaces with networks on the same bridges, or with objects of the change. */
  namespaces: string[];
  /** `namespace/name` of the VMs that are written or deleted, or have a NIC on such a network. */
  vms: string[];
  /** The VMs that take the change at their next restart; we restart none. */
  restarts: string[];
}

/**
 * What a change reaches, by the manifests that it writes, the objects that it deletes and the existing ones; pure.
 * `unchanged` objects reach nothing. Deleting a policy reaches no node, as nmstate leaves the interfaces as they are.
 */
export function blastRadius(options: {
  objects: KubeObject[];
  /** In the order of the objects, then the deletions. */
  changes: ObjectChange[];
  /** The deleted objects, as they exist. */
  removed?: KubeObject[];
  facts: Pick<Facts, 'existing' | 'live'>;
}): BlastRadius {
  const { objects, changes, removed = [], facts } = options;
  const existing = appliedObjects(facts).map(({ object }) => object);
  const written = objects.filter(
    (_, i) => changes[i] && changes[i].action !== 'unchanged',
  );
  const policies = written.filter(({ kind }) => kind === POLICY_KIND);
  const touched = [...written, ...removed];
  const bridges = bridgeNamesOf(touched);
  const networks = [
    ...touched.filter(({ kind }) => kind === NETWORK_KIND),
    ...existing.filter(
      other =>
        other.kind === NETWORK_KIND && bridges.includes(bridgeOf(other) ?? ''),
    ),
  ];
  const vms = [
    ...touched.filter(({ kind }) => kind === VM_KIND),
    ...existing.filter(
      other =>
        other.kind === VM_KIND && networks.some(n => usesNetwork(other, n)),
    ),
  ];
  return {
    nodes: policies.map(policy => ({
      policy: policy.metadata.name,
      selector: Object.entries(record(policy.spec, 'nodeSelector')).map(
        ([key, value]) => `${key}=${value}`,
      ),
      maxUnavailable: String(record(policy.spec).maxUnavailable ?? '50%'),
      interfaces: policyInterfaces(policy).flatMap(
        iface => text(iface, 'name') ?? [],
      ),
      ...optionalNames(selectedNodes(policy, facts.live)),
    })),
    namespaces: unique(
      [...touched, ...networks].flatMap(
        ({ metadata }) => metadata.namespace ?? [],
      ),
    ),
    vms: unique(vms.map(vmName)),
    restarts: unique(
      objects
        .filter(
          ({ kind }, i) =>
            kind === VM_KIND && changes[i]?.action === 'configured',
        )
        .map(vmName),
    ),
  };
}

function vmName({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function bridgeOf(network: KubeObject): string | undefined {
  return text(readNetwork(network)?.config, 'bridge');
}

function optionalNames(names: string[] | undefined): { names?: string[] } {
  return names === undefined ? {} : { names };
}

/** The nodes that a policy selects, by name; undefined where nodes were not read. */
function selectedNodes(
  policy: KubeObject,
  live: LiveFacts | undefined,
): string[] | undefined {
  return live?.nodes.known
    ? matchingNodes(live.nodes.objects, record(policy.spec).nodeSelector)
        .map(({ metadata }) => metadata.name)
        .sort()
    : undefined;
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
