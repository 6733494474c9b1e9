import {
  Fact,
  KnownKind,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { ClusterClient, Kind } from '../cluster/ClusterClient';

/** A kind of the table, or some objects of it. */
export type ListedKind = Kind & Pick<KnownKind, 'isNamespaced'>;

/** Objects of a kind. */
export interface KindList<T> {
  items: T[];
  /** Only these namespaces were read, and why. */
  narrowed?: { namespaces: string[]; because: string };
}

interface ListOptions<T> {
  client: ClusterClient;
  kind: ListedKind;
  /** What is kept of an object; called as soon as its page was read, as a list may be large. */
  keep: (object: KubeObject) => T;
  /** Listed one by one where the identity may not list all of them. */
  namespaces?: string[];
  /**
   * Strict: the kind is unknown where the cluster does not serve it, or one of the namespaces can't be read. Otherwise a
   * kind that is not served has no objects, and one namespace is enough.
   */
  isStrict: boolean;
}

/**
 * Lists a kind in all namespaces, and where that is forbidden, in the given ones. Never throws: a kind that can't be read
 * says why.
 */
export async function listWithFallback<T>(
  options: ListOptions<T>,
): Promise<Fact<KindList<T>>> {
  try {
    return { known: true, items: await list(options) };
  } catch (error) {
    const because = reasonOf(options, error as Error);
    if (!isStatus(error, 403)) {
      return { known: false, because };
    }
    const { kind, namespaces = [] } = options;
    return kind.isNamespaced && namespaces.length > 0
      ? listNamespaces({ ...options, namespaces, because })
      : { known: false, because, isForbidden: true };
  }
}

async function listNamespaces<T>(
  options: ListOptions<T> & { namespaces: string[]; because: string },
): Promise<Fact<KindList<T>>> {
  const { namespaces, because, isStrict } = options;
  const lists = await Promise.allSettled(
    namespaces.map(namespace => list(options, namespace)),
  );
  const failed = lists.find(({ status }) => status === 'rejected');
  if (isStrict && failed) {
    const { reason } = failed as PromiseRejectedResult;
    return { known: false, because: reasonOf(options, reason) };
  }
  const read = namespaces.filter((_, i) => lists[i].status === 'fulfilled');
  return read.length === 0
    ? { known: false, because, isForbidden: true }
    : {
        known: true,
        items: lists.flatMap(one =>
          one.status === 'fulfilled' ? one.value : [],
        ),
        narrowed: { namespaces: read, because },
      };
}

async function list<T>(
  { client, kind, keep, isStrict }: ListOptions<T>,
  namespace?: string,
): Promise<T[]> {
  try {
    const { items } = await client.list(
      { ...kind, ...(namespace && { namespace }) },
      keep,
    );
    return items;
  } catch (error) {
    if (!isStrict && isStatus(error, 404)) {
      return [];
    }
    throw error;
  }
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.status === status;
}

function reasonOf<T>({ client, kind }: ListOptions<T>, error: Error): string {
  return `${kind.kind} objects can’t be read on cluster ${client.cluster} as ${
    client.actingAs
  } (${error.message.replace(/\.$/, '')})`;
}
