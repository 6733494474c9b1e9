import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_NETWORK_API_VERSION,
  CLUSTER_NETWORK_KIND,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
  forEntities,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  Kind,
  KindMirror,
  MirrorTiming,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ProviderSettings } from '../provider/settings';
import { CatalogSync, MirroredFacts, SyncTiming } from './CatalogSync';
import { CatalogReader } from './readCatalog';

type MirroredKind = keyof Omit<MirroredFacts, 'readAt'>;

/** Without these two there is nothing to tell of a cluster; a cluster may well do without nmstate and OVN-Kubernetes. */
const KINDS: Record<MirroredKind, { kind: Kind; missingAfter?: number }> = {
  vms: { kind: { apiVersion: VM_API_VERSION, kind: VM_KIND } },
  networks: { kind: { apiVersion: NETWORK_API_VERSION, kind: NETWORK_KIND } },
  policies: {
    kind: { apiVersion: POLICY_API_VERSION, kind: POLICY_KIND },
    missingAfter: 3,
  },
  namespaces: { kind: { apiVersion: 'v1', kind: 'Namespace' } },
  clusterNetworks: {
    kind: {
      apiVersion: CLUSTER_NETWORK_API_VERSION,
      kind: CLUSTER_NETWORK_KIND,
    },
    missingAfter: 1,
  },
};

/** How patient a reader is, in milliseconds. */
export interface ReaderTiming {
  mirror: MirrorTiming;
  sync?: SyncTiming;
  /** How often what others have in the catalog is looked at. */
  catalogMs: number;
  /** After how long what is held back is looked for again. */
  confirmMs: number;
  /** After how long nobody else has anything left to hand over. */
  settleMs: number;
  /** How often what the catalog has of ours is looked at, after that. */
  lookMs: number;
}

/** When everything is read and handed over as a whole; it outlives a reader, which may have a short turn. */
export interface FullSchedule {
  /** In milliseconds; 0 or less is at once. */
  dueIn: () => number;
  done: () => void;
}

/** A schedule that begins now; the first time comes after `firstMs`. */
export function fullSchedule(options: {
  everyMs: number;
  firstMs?: number;
}): FullSchedule {
  const { everyMs, firstMs = everyMs } = options;
  let at = performance.now() + firstMs;
  return {
    dueIn: () => at - performance.now(),
    done: () => {
      at = performance.now() + everyMs;
    },
  };
}

export interface ReaderOptions {
  settings: ProviderSettings;
  openClient: (signal: AbortSignal) => Promise<ClusterClient>;
  catalog: CatalogReader;
  /** Where entities are handed over. */
  connection: EntityProviderConnection;
  timing: ReaderTiming;
  full: FullSchedule;
  logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
}

/** The longest time between two reads for one doubt, in times of `confirmMs`. */
const MAX_PAUSES = 16;

/**
 * Reads one cluster for the catalog: mirrors of its kinds, and the entities that are made from them. One reader is for one
 * run: what it remembers is old as soon as another backend has had a turn.
 */
export class ClusterReader {
  readonly #mirrors: Record<MirroredKind, KindMirror>;
  readonly #sync: CatalogSync;
  #confirm: Promise<void> | undefined;
  /** Since the last new doubt. */
  #reads = 0;
  #signal: AbortSignal | undefined;

  constructor(private readonly options: ReaderOptions) {
    const { settings, logger, timing } = options;
    this.#sync = new CatalogSync({
      cluster: settings.cluster,
      settings: {
        defaultOwner: settings.defaultOwner,
        location: settings.location,
      },
      removal: settings.removal,
      locationKey: settings.location,
      connection: options.connection,
      facts: () => this.#facts(),
      confirm: () => this.#confirmSoon(),
      onFull: () => options.full.done(),
      logger,
      timing: timing.sync,
    });
    this.#mirrors = Object.fromEntries(
      Object.entries(KINDS).map(([name, { kind, missingAfter }]) => [
        name,
        new KindMirror({
          kind,
          missingAfter,
          cut: forEntities,
          timing: timing.mirror,
          onRead: () => this.#sync.structureChanged(),
          onChange: (key, object) =>
            name === 'vms'
              ? this.#sync.vmChanged(key, object)
              : this.#sync.structureChanged(),
          onFailure: (error, failures) =>
            this.#failed(kind, missingAfter, error, failures),
        }),
      ]),
    ) as Record<MirroredKind, KindMirror>;
  }

  /** Reads until the signal ends it, or something fails that no patience mends. */
  async run(signal: AbortSignal): Promise<never> {
    const failed = new AbortController();
    const all = AbortSignal.any([signal, failed.signal]);
    this.#signal = all;
    const client = await this.options.openClient(all);
    this.#sync.start();
    try {
      const mirrors = Object.values(this.#mirrors);
      return await Promise.race([
        ...mirrors.map(mirror => mirror.run(client, all)),
        this.#followCatalog(all),
        this.#reconcile(all),
      ]);
    } finally {
      this.#sync.stop();
      failed.abort(new Error('The reader ended'));
      await client.close();
    }
  }

  #facts(): MirroredFacts {
    const entries = Object.entries(this.#mirrors);
    return {
      ...Object.fromEntries(
        entries.map(([name, mirror]) => [name, mirror.objects]),
      ),
      readAt: Math.min(
        ...['vms', 'networks', 'policies', 'namespaces'].map(
          name => this.#mirrors[name as MirroredKind].readAt,
        ),
      ),
    };
  }

  async #followCatalog(signal: AbortSignal): Promise<never> {
    const { catalog, settings, timing, logger } = this.options;
    const { cluster, location } = settings;
    const learn = () =>
      this.#sync.learn(() => catalog.known(cluster, location));
    // A backend whose turn it was may be at its last change still when we look first.
    const settledAt = performance.now() + timing.settleMs;
    let lookAt = 0;
    for (let failures = 0; ; ) {
      try {
        const now = performance.now();
        if (now >= lookAt) {
          await learn();
          lookAt = now < settledAt ? settledAt : now + timing.lookMs;
        }
        this.#sync.setCatalog(await catalog.facts());
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures > 3) {
          logger.warn(
            `The catalog can't be read, which says what VLANs are registered: ${error}; trying again`,
          );
        }
      }
      await sleep(
        failures > 0
          ? Math.min(1000 * failures, timing.catalogMs)
          : timing.catalogMs,
        undefined,
        { signal },
      );
    }
  }

  async #reconcile(signal: AbortSignal): Promise<never> {
    const { full } = this.options;
    for (;;) {
      await sleep(Math.max(full.dueIn(), 0), undefined, { signal });
      this.#readAgain();
      this.#sync.reconcile();
      // It is done when the catalog has it.
      while (full.dueIn() <= 0) {
        await sleep(this.options.timing.catalogMs, undefined, { signal });
      }
    }
  }

  #readAgain(): void {
    Object.values(this.#mirrors).forEach(mirror => mirror.readAgain());
  }

  /** Again and again, as a read may fail; less and less often, until there is a new doubt. */
  #confirmSoon(): void {
    this.#reads = 0;
    this.#confirm ??= this.#confirmed()
      .catch(() => {})
      .finally(() => {
        this.#confirm = undefined;
      });
  }

  async #confirmed(): Promise<void> {
    const signal = this.#signal;
    for (let passed = 1; ; passed += 1) {
      await sleep(this.options.timing.confirmMs, undefined, { signal });
      if (!this.#sync.isInDoubt) {
        return;
      }
      if (passed >= Math.min(2 ** this.#reads, MAX_PAUSES)) {
        this.#readAgain();
        this.#reads += 1;
        passed = 0;
      }
    }
  }

  #failed(
    kind: Kind,
    missingAfter: number | undefined,
    error: Error,
    failures: number,
  ): void {
    const { settings, logger } = this.options;
    const isFine = missingAfter !== undefined && isMissing(error);
    // The first failure may be a server that is restarted; later ones are told at longer and longer intervals.
    const isTold = failures > 1 && Number.isInteger(Math.log2(failures));
    if (!isFine && isTold) {
      logger.error(
        `${kind.kind} objects of cluster ${settings.cluster} can't be read: ${error.message}. The catalog keeps what it has of the cluster; its service account needs "list" and "watch" of VirtualMachines, NetworkAttachmentDefinitions, NodeNetworkConfigurationPolicies and Namespaces`,
      );
    }
  }
}

function isMissing(error: Error): boolean {
  return (error as { status?: number }).status === 404;
}
