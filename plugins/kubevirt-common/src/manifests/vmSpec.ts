import { KubeObject, isRecord } from '../model/kubeObject';
import { list } from './read';

/** Where a VM's own spec stands in its object. */
export const VM_SPEC = 'spec.template.spec';

/** A VM's interfaces, as far as they are mappings. */
export function interfacesOf(vm: KubeObject): Record<string, unknown>[] {
  return list(
    vm.spec,
    'template',
    'spec',
    'domain',
    'devices',
    'interfaces',
  ).filter(isRecord);
}

/** A VM's networks, as far as they are mappings. */
export function networksOf(vm: KubeObject): Record<string, unknown>[] {
  return list(vm.spec, 'template', 'spec', 'networks').filter(isRecord);
}

/** A MAC address in one spelling: KubeVirt takes "-" for ":", and either case. */
export function macSpelling(mac: string): string {
  return mac.toLowerCase().replace(/-/g, ':');
}
