import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Identity,
  identityOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Requester } from '../requester/Requester';
import { ClusterAccess } from './ClusterAccess';
import { inTime } from './inTime';
import { Reading } from './Reading';
import { SharedReads } from './SharedReads';

/** For how long what was read is shown. */
const TTL_MS = 10_000;
/** How long a page waits for a cluster. */
const TIMEOUT_MS = 10_000;
/** A snapshot of ten thousand VMs takes some megabytes. */
const MAX_ENTRIES = 50;

/** One read of a cluster. */
export interface LiveRead<T> {
  cluster: string;
  requester: Requester;
  /** What is read; the same words for the same objects. */
  what: string;
  read: (client: ClusterClient) => Promise<T>;
}

/**
 * The clusters as they are now, read as the actions read them: `kubevirt.facts.identity` and `kubevirt.apply.identity`
 * say as whom. Nothing that one identity read is shown to another.
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

  /** True where a cluster is read with rights that have nothing to do with who asks. */
  get isReadAsBackstage(): boolean {
    return (
      this.#site.facts.identity === 'service-account' ||
      this.#site.apply.identity === 'service-account'
    );
  }

  /** Reads something of a cluster. Never throws: a cluster that is down takes no page with it. */
  async read<T>(options: LiveRead<T>): Promise<Reading<T>> {
    const { cluster, requester, what } = options;
    if (!this.#access.knows(cluster)) {
      return {
        unavailable: `no connection to cluster ${cluster} is configured (kubernetes.clusterLocatorMethods)`,
      };
    }
    try {
      const identity = this.#identityOf(requester);
      const key = JSON.stringify([cluster, identity, what]);
      const value = await this.#reads.get(key, () =>
        this.#readNow(options, identity),
      );
      return { value };
    } catch (error) {
      return {
        unavailable: `cluster ${cluster} can’t be read: ${(
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
    // Not the signal of a request: others may wait for the same.
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
