import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Kind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Reading } from './Reading';

/** A kind's objects; `partial` says what of it was not read, and why. */
export interface KindRead<T> {
  items: T[];
  partial?: string;
}

/** What was read of a kind; nothing where it could not be. */
export function itemsOf<T>(reading: Reading<KindRead<T>>): T[] {
  return 'value' in reading ? reading.value.items : [];
}

/**
 * Reads a kind. Where the identity may not list all namespaces, those that are asked about are read instead. A kind that
 * the cluster does not have has no objects.
 */
export async function readKind<T>(options: {
  client: ClusterClient;
  kind: Kind;
  /** What is kept of an object: made as soon as its page was read, as the whole would be much. */
  keep: (object: KubeObject) => T;
  namespaces?: string[];
}): Promise<Reading<KindRead<T>>> {
  const { namespaces = [] } = options;
  try {
    return { value: { items: await list(options) } };
  } catch (error) {
    const unavailable = reasonOf(options, error as Error);
    if (!isForbidden(error)) {
      return { unavailable };
    }
    if (namespaces.length === 0) {
      return { unavailable, isForbidden: true };
    }
    const lists = await Promise.all(
      namespaces.map(namespace =>
        list({ ...options, namespace }).catch(() => undefined),
      ),
    );
    const read = namespaces.filter((_, i) => lists[i]);
    return read.length === 0
      ? { unavailable, isForbidden: true }
      : {
          value: {
            items: lists.flatMap(items => items ?? []),
            partial: `only namespace ${read.join(
              ', ',
            )} was read, as ${unavailable}`,
          },
        };
  }
}

async function list<T>(options: {
  client: ClusterClient;
  kind: Kind;
  keep: (object: KubeObject) => T;
  namespace?: string;
}): Promise<T[]> {
  const { client, kind, keep, namespace } = options;
  const kept: T[] = [];
  try {
    await client.list({ ...kind, ...(namespace && { namespace }) }, object => {
      kept.push(keep(object));
      const { apiVersion, metadata } = object;
      return {
        apiVersion,
        kind: object.kind,
        metadata: { name: metadata.name },
      };
    });
    return kept;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return [];
    }
    throw error;
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}

function reasonOf(
  { client, kind }: { client: ClusterClient; kind: Kind },
  error: Error,
): string {
  return `${kind.kind} objects can’t be read on cluster ${client.cluster} as ${
    client.actingAs
  } (${error.message.replace(/\.$/, '')})`;
}
