import { NETWORK_KIND, POLICY_KIND, VM_KIND } from '../constants';
import { bridgesOf } from '../check/bridges';
import { policyInterfaces } from '../check/policySpec';
import { record, text } from '../check/read';
import { networksOf } from '../check/vmSpec';
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
  }>;
  /** Namespaces with networks on the same bridges, or with objects of the change. */
  namespaces: string[];
  /** `namespace/name` of the VMs that are written, or have a NIC on such a network. */
  vms: string[];
}

/**
 * What a change reaches, by the manifests that it writes and the ones that stand; pure. `unchanged` objects reach
 * nothing.
 */
export function blastRadius(options: {
  objects: KubeObject[];
  changes: ObjectChange[];
  existing: KubeObject[];
}): BlastRadius {
  const { objects, changes, existing } = options;
  const written = objects.filter(
    (_, i) => changes[i] && changes[i].action !== 'unchanged',
  );
  const policies = written.filter(({ kind }) => kind === POLICY_KIND);
  const bridges = bridgesOf(policies);
  const networks = [
    ...written.filter(({ kind }) => kind === NETWORK_KIND),
    ...existing.filter(
      other => other.kind === NETWORK_KIND && bridges.includes(bridgeOf(other)),
    ),
  ];
  const vms = [
    ...written.filter(({ kind }) => kind === VM_KIND),
    ...existing.filter(
      other => other.kind === VM_KIND && networks.some(n => uses(other, n)),
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
    })),
    namespaces: unique(
      [...written, ...networks].flatMap(
        ({ metadata }) => metadata.namespace ?? [],
      ),
    ),
    vms: unique(
      vms.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    ),
  };
}

function bridgeOf(network: KubeObject): string {
  try {
    return (
      text(JSON.parse(text(network.spec, 'config') ?? '{}'), 'bridge') ?? ''
    );
  } catch {
    // Somebody else's network, whose mistake the checks of its own change find.
    return '';
  }
}

function uses(vm: KubeObject, network: KubeObject): boolean {
  const { name, namespace } = network.metadata;
  return networksOf(vm)
    .map(entry => text(entry, 'multus', 'networkName'))
    .some(
      used =>
        used === `${namespace}/${name}` ||
        (used === name && vm.metadata.namespace === namespace),
    );
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
