import {
  KubeObject,
  ObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A kind of object, and which of its objects are meant. */
export interface Kind {
  apiVersion: string;
  kind: string;
  /** Absent for cluster-scoped kinds and for all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** One thing that the caller wants to do; without a `name`, with any object of the kind. */
export interface Right {
  verb: 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete';
  apiVersion: string;
  kind: string;
  namespace?: string;
  name?: string;
}

/** One version of one object, as it was read. */
export interface ObjectVersion {
  id: ObjectId;
  uid?: string;
  resourceVersion?: string;
}

/** An event of a watch: an object as it is now, or a bookmark, which only carries the version that was reached. */
export interface WatchEvent {
  type: 'added' | 'modified' | 'deleted' | 'bookmark';
  object: KubeObject;
}

/**
 * One cluster, as one identity. Requests are retried where that helps and does no harm; all of them end with the signal that
 * the client was opened with.
 *
 * Every method throws ApiError for what the server refuses, and ConnectionError where the server can't be reached.
 */
export interface ClusterClient {
  /** The cluster's name in the configuration. */
  readonly cluster: string;
  /** The identity that it acts as, in words. */
  readonly actingAs: string;
  /** The object, or undefined where it does not exist. A kind that is not served is an ApiError. */
  read: (id: ObjectId) => Promise<KubeObject | undefined>;
  /**
   * All objects of a kind, read in pages, and the version to watch from. An incomplete list is a ConnectionError.
   *
   * @param keep - what is kept of an object; called as soon as its page was read
   */
  list: <T = KubeObject>(
    kind: Kind,
    keep?: (object: KubeObject) => T,
  ) => Promise<{ items: T[]; resourceVersion: string }>;
  /**
   * Follows a kind from a version on. Resolves when the server, a time-out or the client ends the connection; throws an
   * ApiError of status 410 where the version is too old.
   */
  watch: (
    kind: Kind,
    options: {
      resourceVersion: string;
      onEvent: (event: WatchEvent) => void;
      signal?: AbortSignal;
    },
  ) => Promise<void>;
  /**
   * Server-side apply with strict field validation, never by force. `existedBefore` is false where the request created the
   * object, or may have created it because an answer was lost.
   */
  apply: (
    object: KubeObject,
    options: { fieldManager: string; dryRun: boolean },
  ) => Promise<{ object: KubeObject; existedBefore: boolean }>;
  /**
   * Deletes an object, if it is still the version that was read; another one is an ApiError that `isStale`. An object that
   * does not exist is `unchanged`.
   */
  delete: (
    version: ObjectVersion,
    options: { dryRun: boolean },
  ) => Promise<'deleted' | 'unchanged'>;
  /** The rights that the identity lacks, each with the server's reason where there is one. */
  denied: (rights: Right[]) => Promise<Array<Right & { reason?: string }>>;
  /** Ends all connections. */
  close: () => Promise<void>;
}
