import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The first page of a list, which has all of it unless there is said to be more. */
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
