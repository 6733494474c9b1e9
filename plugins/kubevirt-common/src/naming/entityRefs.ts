/** Names of the catalog entities for VLANs, VMs and networks. */
import { MAX_LABEL } from '../constants';
import { hash } from './shorten';

/** The entity reference of a VLAN that is registered in the catalog. */
export function vlanEntityRef(vlanId: number): string {
  return `resource:default/vlan-${vlanId}`;
}

/** The namespace and name of an entity. */
export interface EntityName {
  namespace: string;
  name: string;
}

/** The cluster, namespace and name of an object. */
export interface NamedInCluster {
  cluster: string;
  namespace: string;
  name: string;
}

/** The name of the entity of a VM: `<vm>.vm.<cluster>`, in the namespace that the VM has in the cluster. */
export function vmEntityName(vm: NamedInCluster): EntityName {
  return { namespace: vm.namespace, name: inCluster('vm', vm) };
}

/** The name of the entity of a NAD: `<nad>.network.<cluster>`, in the namespace that the NAD has in the cluster. */
export function networkEntityName(nad: NamedInCluster): EntityName {
  return { namespace: nad.namespace, name: inCluster('network', nad) };
}

/**
 * The name of the entity of an unregistered VLAN of a cluster. Authorization never looks up this name, so the entity
 * entitles nobody.
 */
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

/** The entity reference of a VM. */
export function vmEntityRef(vm: NamedInCluster): string {
  return resourceRef(vmEntityName(vm));
}

/** The entity reference of a NAD. */
export function networkEntityRef(nad: NamedInCluster): string {
  return resourceRef(networkEntityName(nad));
}

/** The entity reference of an unregistered VLAN. */
export function unregisteredVlanRef(vlan: {
  cluster: string;
  vlanId: number;
}): string {
  return resourceRef(unregisteredVlanName(vlan));
}

/** The reference of a `Resource` in lower case, because Backstage compares lower-case references. */
export function resourceRef({ namespace, name }: EntityName): string {
  return `resource:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

/** A name that needs no escaping. */
const PLAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HASH_LENGTH = 12;

/**
 * Two objects never get the same name: an ambiguous or too long name gets a hash behind an underscore, a character
 * that names in a cluster cannot have.
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
