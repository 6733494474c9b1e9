import { KubeObject, isRecord } from '../model/kubeObject';
import { list } from './read';

/** The path of the VM spec inside a VirtualMachine object. */
export const VM_SPEC = 'spec.template.spec';

/** The interfaces of a VM that are mappings. */
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

/** The networks of a VM that are mappings. */
export function networksOf(vm: KubeObject): Record<string, unknown>[] {
  return list(vm.spec, 'template', 'spec', 'networks').filter(isRecord);
}

/** A MAC address in one spelling: KubeVirt accepts "-" for ":", and both cases. */
export function macSpelling(mac: string): string {
  return mac.toLowerCase().replace(/-/g, ':');
}
