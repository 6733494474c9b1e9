import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** One page of a complete list. */
export function pageOf<T>(
  all: T[],
  { offset, limit }: { offset: number; limit: number },
): ApiPage<T> {
  const end = offset + limit;
  return {
    items: all.slice(offset, end),
    totalItems: all.length,
    ...(end < all.length && { nextOffset: end }),
  };
}
