import { Fact, Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Identity,
  identityOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Requester } from '../requester/Requester';
import { ClusterAccess } from './ClusterAccess';
import { inTime } from './inTime';
import { SharedReads } from './SharedReads';

/** For how long a result is shown. */
const TTL_MS = 10_000;
/** How long a page waits for a cluster. */
const TIMEOUT_MS = 10_000;
/** A snapshot of ten thousand VMs takes some megabytes. */
const MAX_ENTRIES = 50;

/** One read of a cluster. */
export interface LiveRead<T> {
  cluster: string;
  requester: Requester;
  /** Names what is read: the same text for the same objects. */
  what: string;
  read: (client: ClusterClient) => Promise<T>;
}

/**
 * Reads what clusters have now, with the same identity as the actions: see `kubevirt.facts.identity` and
 * `kubevirt.apply.identity`. What one identity has read is never shown to another.
 */
export class LiveClusters {
  readonly #site: Pick<Site, 'apply' | 'facts'>;
  readonly #access: ClusterAccess;
  readonly #timeoutMs: number;
  readonly #reads: SharedReads;

  constructor(options: {
    site: Pick<Site, 'apply' | 'facts'>;
    access: ClusterAccess;
    timeoutMs?: number;
  }) {
    this.#site = options.site;
    this.#access = options.access;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#reads = new SharedReads({ ttlMs: TTL_MS, maxEntries: MAX_ENTRIES });
  }

  isConnected(cluster: string): boolean {
    return this.#access.knows(cluster);
  }

  /** True where clusters are read with the same rights for every user. */
  get isReadAsBackstage(): boolean {
    return (
      this.#site.facts.identity === 'service-account' ||
      this.#site.apply.identity === 'service-account'
    );
  }

  /** Reads something of a cluster. Never throws: a cluster that is down must not break a page. */
  async read<T>(options: LiveRead<T>): Promise<Fact<{ value: T }>> {
    const { cluster, requester, what } = options;
    if (!this.#access.knows(cluster)) {
      return {
        known: false,
        because: `no connection to cluster ${cluster} is configured (kubernetes.clusterLocatorMethods)`,
      };
    }
    try {
      const identity = this.#identityOf(requester);
      const key = JSON.stringify([cluster, identity, what]);
      const value = await this.#reads.get(key, () =>
        this.#readNow(options, identity),
      );
      return { known: true, value };
    } catch (error) {
      return {
        known: false,
        because: `cluster ${cluster} can’t be read: ${(
          error as Error
        ).message.replace(/\.$/, '')}`,
        ...(error instanceof ApiError &&
          error.status === 403 && { isForbidden: true }),
      };
    }
  }

  #identityOf({ entity, ref }: Requester): Identity {
    const { apply, facts } = this.#site;
    if (facts.identity === 'service-account') {
      return { type: 'service-account' };
    }
    if (apply.identity === 'user-token') {
      throw new Error(
        'kubevirt.apply.identity is "user-token", and a page has no token of yours; live data needs kubevirt.facts.identity: service-account',
      );
    }
    return identityOf({ settings: apply, user: { entity, ref } });
  }

  async #readNow<T>(
    { cluster, read }: LiveRead<T>,
    identity: Identity,
  ): Promise<T> {
    // Not the signal of a request: others may wait for the same result.
    return inTime(this.#timeoutMs, signal =>
      this.#withClient({ cluster, identity, signal }, read),
    );
  }

  async #withClient<T>(
    options: Parameters<ClusterAccess['open']>[0],
    read: (client: ClusterClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.#access.open(options);
    try {
      return await read(client);
    } finally {
      await client.close();
    }
  }
}
