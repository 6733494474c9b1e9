import {
  KubeObject,
  ObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A kind of object, and where it is looked for. */
export interface Kind {
  apiVersion: string;
  kind: string;
  /** Absent: cluster-scoped, or all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** One thing that the caller means to do; `name` absent means: with any object of the kind there. */
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

/** What a watch says: objects as they now are, and that the list before them is complete. */
export interface WatchEvent {
  type: 'added' | 'modified' | 'deleted' | 'bookmark';
  object: KubeObject;
}

/**
 * One cluster, as one identity. Requests are repeated where that helps and can do no harm; all of them end with the
 * signal that the client was opened with.
 *
 * Every method throws ApiError for what the server refuses, and ConnectionError where it can't be reached.
 */
export interface ClusterClient {
  /** The cluster's name in the configuration. */
  readonly cluster: string;
  /** As whom it acts, in words. */
  readonly actingAs: string;
  /** The object, or undefined where it does not exist; a kind that is not served is an ApiError. */
  read: (id: ObjectId) => Promise<KubeObject | undefined>;
  /**
   * All objects of a kind, in pages, and the version to watch from. Less than the whole is a ConnectionError.
   *
   * @param cut - makes each object smaller as soon as its page was read
   */
  list: (
    kind: Kind,
    cut?: (object: KubeObject) => KubeObject,
  ) => Promise<{ items: KubeObject[]; resourceVersion: string }>;
  /**
   * Follows a kind from a version on, until the server, the time-out or the client ends it. Resolves at the end of the
   * connection, with an ApiError of status 410 where the version is too old.
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
   * Server-side apply with strict field validation, never by force. `existedBefore` is false where the request created
   * the object, or may have, as an answer was lost.
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
  /** Those of the rights that the identity does not have, each with the server's reason where it gives one. */
  denied: (rights: Right[]) => Promise<Array<Right & { reason?: string }>>;
  /** Ends all connections. */
  close: () => Promise<void>;
}
