import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The first page of a list; the only one unless `totalItems` says otherwise. */
export function pageOf<T>(
  items: T[],
  totalItems: number = items.length,
): ApiPage<T> {
  return {
    items,
    totalItems,
    ...(totalItems > items.length && { nextOffset: items.length }),
  };
}
