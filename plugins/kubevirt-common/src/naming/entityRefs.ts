/** Names of the catalog entities that stand for what a cluster has and the actions make. */
import { MAX_LABEL } from '../constants';
import { hash } from './shorten';

/** The entity of a VLAN that is registered in the catalog. */
export function vlanEntityRef(vlanId: number): string {
  return `resource:default/vlan-${vlanId}`;
}

/** `metadata` of an entity, by which it is found. */
export interface EntityName {
  namespace: string;
  name: string;
}

/** An object of a cluster, by its names there. */
export interface NamedInCluster {
  cluster: string;
  namespace: string;
  name: string;
}

/** The name of a VM's entity: `<vm>.vm.<cluster>`, in the namespace that it has in the cluster. */
export function vmEntityName(vm: NamedInCluster): EntityName {
  return { namespace: vm.namespace, name: inCluster('vm', vm) };
}

/** The name of a NAD's entity: `<nad>.network.<cluster>`, in the namespace that it has in the cluster. */
export function networkEntityName(nad: NamedInCluster): EntityName {
  return { namespace: nad.namespace, name: inCluster('network', nad) };
}

/** The name of the entity of a VLAN that a cluster has and that nobody registered: nothing looks there for an entitlement. */
export function unregisteredVlanName(vlan: {
  cluster: string;
  vlanId: number;
}): EntityName {
  const { cluster, vlanId } = vlan;
  return {
    namespace: 'default',
    name: inCluster('unregistered', { cluster, name: `vlan-${vlanId}` }),
  };
}

/** The entity of a VM. */
export function vmEntityRef(vm: NamedInCluster): string {
  return resourceRef(vmEntityName(vm));
}

/** The entity of a NAD. */
export function networkEntityRef(nad: NamedInCluster): string {
  return resourceRef(networkEntityName(nad));
}

/** The entity of a VLAN that is not registered. */
export function unregisteredVlanRef(vlan: {
  cluster: string;
  vlanId: number;
}): string {
  return resourceRef(unregisteredVlanName(vlan));
}

/** The reference of a `Resource`, in the lower case that Backstage compares in. */
export function resourceRef({ namespace, name }: EntityName): string {
  return `resource:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

/** What such a name may have beside the dots that we put in. */
const PLAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HASH_LENGTH = 12;

/**
 * Two names are never one: what could be read in two ways, or is too long, gets a hash behind an underscore, which no
 * name in a cluster has.
 */
function inCluster(
  kind: string,
  { cluster, name }: { cluster: string; name: string },
): string {
  const plain = `${name}.${kind}.${cluster}`;
  if (PLAIN.test(name) && PLAIN.test(cluster) && plain.length <= MAX_LABEL) {
    return plain;
  }
  const head = plain
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9.-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, MAX_LABEL - HASH_LENGTH - 1)
    .replace(/[.-]+$/, '');
  const digits = hash(JSON.stringify([kind, name, cluster]));
  return `${head || 'x'}_${digits.slice(0, HASH_LENGTH)}`;
}
