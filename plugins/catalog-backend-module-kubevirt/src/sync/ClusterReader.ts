import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  ClusterClient,
  MirrorTiming,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ProviderSettings } from '../provider/settings';
import { CatalogSync } from './CatalogSync';
import { CatalogWriter } from './CatalogWriter';
import { ClusterMirrors } from './ClusterMirrors';
import { CoalescedJob } from './CoalescedJob';
import { FullSchedule } from './fullSchedule';
import { CatalogReader } from './readCatalog';
import { SecondLook } from './SecondLook';

/** How patient a hand-over is, in milliseconds. */
export interface SyncTiming {
  /** How long changes are gathered. */
  gatherMs: number;
  /** The pause after the catalog refused a change. */
  pauseMs: number;
  /** How long the catalog may take for one. */
  limitMs: number;
}

const SYNC_TIMING: SyncTiming = {
  gatherMs: 50,
  pauseMs: 2000,
  limitMs: 60_000,
};

/** How patient a reader is, in milliseconds. */
export interface ReaderTiming {
  mirror: MirrorTiming;
  sync?: SyncTiming;
  /** How often the reader looks at what others have in the catalog. */
  catalogMs: number;
  /** After how long the cluster is read again for what is held back. */
  confirmMs: number;
  /** After how long no other replica has anything left to hand over. */
  settleMs: number;
  /** How often the reader looks at what the catalog has from us, after that. */
  lookMs: number;
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

/**
 * Reads one cluster for the catalog: mirrors of its kinds, and the entities that are made from them. A reader is for one
 * run: what it remembers is outdated as soon as another replica was the leader.
 */
export class ClusterReader {
  readonly #options: ReaderOptions;
  readonly #mirrors: ClusterMirrors;
  readonly #sync: CatalogSync;
  readonly #handOver: CoalescedJob;
  readonly #secondLook: SecondLook;
  readonly #end = new AbortController();

  constructor(options: ReaderOptions) {
    const { settings, logger, timing, full } = options;
    const { cluster, location, defaultOwner, removal } = settings;
    const { gatherMs, pauseMs, limitMs } = timing.sync ?? SYNC_TIMING;
    this.#options = options;
    this.#handOver = new CoalescedJob({
      gatherMs,
      job: () => this.#handOverNow(pauseMs),
    });
    this.#sync = new CatalogSync({
      cluster,
      settings: { defaultOwner, location },
      removal,
      writer: new CatalogWriter({
        connection: options.connection,
        locationKey: location,
        limitMs,
      }),
      onDoubt: () => this.#secondLook.begin(this.#end.signal),
      onFull: () => full.done(),
      logger,
    });
    this.#mirrors = new ClusterMirrors({
      cluster,
      timing: timing.mirror,
      logger,
      onChange: () => {
        this.#sync.structureChanged();
        this.#handOver.request();
      },
      onVmChange: (key, vm) => {
        this.#sync.vmChanged(key, vm);
        this.#handOver.request();
      },
    });
    this.#secondLook = new SecondLook({
      isInDoubt: () => this.#sync.isInDoubt,
      readAgain: () => this.#mirrors.readAgain(),
      pauseMs: timing.confirmMs,
    });
  }

  /** Reads until the signal ends it, or something fails that no retry can repair. */
  async run(signal: AbortSignal): Promise<never> {
    const all = AbortSignal.any([signal, this.#end.signal]);
    const client = await this.#options.openClient(all);
    this.#handOver.start();
    try {
      return await Promise.race([
        this.#mirrors.run(client, all),
        this.#followCatalog(all),
        this.#handOverAllInTime(all),
      ]);
    } finally {
      this.#handOver.stop();
      this.#end.abort(new Error('The reader ended'));
      await client.close();
    }
  }

  async #handOverNow(pauseMs: number): Promise<void> {
    const { settings, logger } = this.#options;
    try {
      await this.#sync.handOver(this.#mirrors.facts, this.#end.signal);
    } catch (error) {
      if (!this.#handOver.isStopped) {
        logger.error(
          `The catalog did not take the entities of cluster ${settings.cluster}: ${error}; trying again`,
        );
        this.#handOver.request(pauseMs);
      }
    }
  }

  async #followCatalog(signal: AbortSignal): Promise<never> {
    const { timing, logger } = this.#options;
    // Another replica that was the leader may still be busy with its last change when this one looks first.
    const settledAt = performance.now() + timing.settleMs;
    let lookAt = 0;
    for (let failures = 0; ; ) {
      try {
        const now = performance.now();
        if (now >= lookAt) {
          await this.#learn();
          lookAt = now < settledAt ? settledAt : now + timing.lookMs;
        }
        await this.#readCatalog();
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

  async #learn(): Promise<void> {
    const { catalog, settings } = this.#options;
    const { cluster, location } = settings;
    await this.#sync.learn(() => catalog.known(cluster, location));
    this.#handOver.request();
  }

  async #readCatalog(): Promise<void> {
    const facts = await this.#options.catalog.facts();
    if (this.#sync.setCatalog(facts)) {
      this.#handOver.request();
    }
  }

  async #handOverAllInTime(signal: AbortSignal): Promise<never> {
    const { full, timing } = this.#options;
    for (;;) {
      await sleep(Math.max(full.dueIn(), 0), undefined, { signal });
      this.#mirrors.readAgain();
      this.#sync.requestFull();
      this.#handOver.request();
      // It is done when the catalog has taken it.
      while (full.dueIn() <= 0) {
        await sleep(timing.catalogMs, undefined, { signal });
      }
    }
  }
}
