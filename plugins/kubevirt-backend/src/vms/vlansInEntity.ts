import { Entity } from '@backstage/catalog-model';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The VLANs of each NIC according to the VM's catalog entity, for users who may not read a cluster's policies. */
export function vlansInEntity(
  entity: Entity | undefined,
): Map<string, number[]> {
  const vm = entity?.spec?.virtualMachine;
  const nics: unknown[] = isRecord(vm) && Array.isArray(vm.nics) ? vm.nics : [];
  return new Map(
    nics
      .filter(isRecord)
      .map(({ name, vlans }) => [
        String(name),
        (Array.isArray(vlans) ? vlans : []).filter(
          (id): id is number => typeof id === 'number',
        ),
      ]),
  );
}
