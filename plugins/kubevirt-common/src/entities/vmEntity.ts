import type { Entity } from '@backstage/catalog-model';
import { VM_ENTITY_TYPE } from '../constants';
import { networkReference } from '../manifests/networkReference';
import { isRecord } from '../model/kubeObject';
import { text } from '../manifests/read';
import { networksOf } from '../manifests/vmSpec';
import { KubeObject } from '../model/kubeObject';
import { networkEntityRef, vmEntityName } from '../naming/entityRefs';
import { ownerOf, partOf } from './belonging';
import { ClusterIndex } from './ClusterIndex';
import { resource, sortedRefs } from './resource';

/** A NIC of a VM in the spec of its entity. */
interface EntityNic {
  name: string;
  /** `<namespace>/<name>` of the NAD; absent for the pod network. */
  network?: string;
  vlans: number[];
}

/**
 * The entity of a VM, with its owner, the system or component that it is part of, and the networks and VLANs that it
 * depends on.
 */
export function vmEntity(vm: KubeObject, index: ClusterIndex): Entity {
  const { cluster, catalog, settings } = index;
  const { name, namespace = 'default' } = vm.metadata;
  const nics = nicsOf(vm, index);
  const vlans = nics.flatMap(nic => nic.vlans);
  const namespaceObject = index.namespace(namespace);
  const owner =
    ownerOf([vm, namespaceObject]) ??
    index.vlanOwner(vlans) ??
    settings.defaultOwner;
  const parent = partOf([vm, namespaceObject], catalog);
  const networks = nics.flatMap(nic => nic.ref ?? []);
  return resource({
    name: vmEntityName({ cluster, namespace, name }),
    title: name,
    cluster,
    annotations: {
      // The Kubernetes plugin finds the pods of the VM by these (kubevirt.io/api, VirtualMachineNameLabel).
      'backstage.io/kubernetes-cluster': cluster,
      'backstage.io/kubernetes-namespace': namespace,
      'backstage.io/kubernetes-label-selector': `vm.kubevirt.io/name=${name}`,
    },
    spec: {
      type: VM_ENTITY_TYPE,
      owner,
      ...(parent?.startsWith('system:') && { system: parent }),
      ...(parent?.startsWith('component:') && { subcomponentOf: parent }),
      dependsOn: sortedRefs([
        ...networks,
        ...vlans.map(id => index.vlanRef(id)),
      ]),
      virtualMachine: {
        cluster,
        namespace,
        name,
        runStrategy: runStrategyOf(vm),
        nics: nics.map(({ ref: _, ...nic }) => ({ ...nic })),
      },
    },
    settings,
  });
}

function nicsOf(
  vm: KubeObject,
  index: ClusterIndex,
): Array<EntityNic & { ref?: string }> {
  return networksOf(vm).map(entry => {
    const name = text(entry, 'name') ?? '';
    const reference = networkReference(vm, entry);
    if (!reference) {
      return { name, vlans: [] };
    }
    const found = index.network(reference);
    return {
      name,
      network: `${reference.namespace}/${reference.name}`,
      vlans: found?.vlans ?? [],
      ...(found && {
        ref: networkEntityRef({
          cluster: index.cluster,
          namespace: reference.namespace ?? '',
          name: reference.name,
        }),
      }),
    };
  });
}

/** Whether the VM should run, not whether it does, which changes too often (kubevirt.io/api, RunStrategy). */
function runStrategyOf({ spec }: KubeObject): string {
  const running = isRecord(spec) ? spec.running : undefined;
  return text(spec, 'runStrategy') ?? (running === true ? 'Always' : 'Halted');
}
