import {
  Fact,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  ListedKind,
  listWithFallback,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** A kind's objects; `partial` says what was not read of them, and why. */
export interface KindRead<T> {
  items: T[];
  partial?: string;
}

/** The objects of a kind; none where it could not be read. */
export function itemsOf<T>(fact: Fact<KindRead<T>>): T[] {
  return fact.known ? fact.items : [];
}

/**
 * Reads a kind. Where the identity may not list all namespaces, the given ones are read instead. A kind that the cluster
 * does not have has no objects.
 */
export async function readKind<T>(options: {
  client: ClusterClient;
  kind: ListedKind;
  /** What is kept of an object. */
  keep: (object: KubeObject) => T;
  namespaces?: string[];
}): Promise<Fact<KindRead<T>>> {
  const read = await listWithFallback({ ...options, isStrict: false });
  if (!read.known) {
    return read;
  }
  const { items, narrowed } = read;
  return {
    known: true,
    items,
    ...(narrowed && {
      partial: `only namespace ${narrowed.namespaces.join(', ')} was read, as ${
        narrowed.because
      }`,
    }),
  };
}
