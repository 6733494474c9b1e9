import type { Entity } from '@backstage/catalog-model';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NamedInCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The cluster, namespace and name of an entity's VM; undefined if the entity lacks them. */
export function vmOfEntity({ spec }: Entity): NamedInCluster | undefined {
  const vm = spec?.virtualMachine;
  if (!isRecord(vm)) {
    return undefined;
  }
  const { cluster, namespace, name } = vm;
  return typeof cluster === 'string' &&
    typeof namespace === 'string' &&
    typeof name === 'string'
    ? { cluster, namespace, name }
    : undefined;
}
