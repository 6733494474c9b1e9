import { setTimeout as sleep } from 'node:timers/promises';
import {
  LifecycleService,
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  ClusterClient,
  MIRROR_TIMING,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ClusterReader, ReaderTiming } from '../sync/ClusterReader';
import { FullSchedule, fullSchedule } from '../sync/fullSchedule';
import { CatalogReader } from '../sync/readCatalog';
import { leadership } from './leadership';
import { ProviderSettings } from './settings';

/** How long the reader goes on between two terms, at most. */
const GRACE_MS = 15_000;
/** Longer than the grace period and a change that was begun in it. */
const SETTLE_MS = 30_000;
const LOOK_MS = 600_000;
const PAUSE_MS = 5000;
/** The time that the scheduler gets to release the task: it offers nothing to wait for. */
const RELEASE_MS = 500;
const CATALOG_MS = 10_000;

interface ProviderOptions {
  settings: ProviderSettings;
  openClient: (signal: AbortSignal) => Promise<ClusterClient>;
  catalog: CatalogReader;
  scheduler: Pick<SchedulerService, 'createScheduledTaskRunner'>;
  lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
  logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
  timing?: Partial<ReaderTiming>;
}

/**
 * Keeps the VMs, networks and unregistered VLANs of one cluster in the catalog.
 *
 * @public
 */
export class KubevirtEntityProvider implements EntityProvider {
  readonly #options: ProviderOptions;
  readonly #full: FullSchedule;

  constructor(options: ProviderOptions) {
    const { fullMs } = options.settings;
    this.#options = options;
    this.#full = fullSchedule({
      everyMs: fullMs,
      // So a backend that is restarted often gets to it as well, and several backends do not do it at the same time.
      firstMs: (Math.random() * fullMs) / 6,
    });
  }

  getProviderName(): string {
    return `KubevirtEntityProvider:${this.#options.settings.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { settings, lifecycle, logger } = this.#options;
    const { lead, stop } = leadership({
      job: signal => this.#newReader(connection).run(signal),
      termMs: settings.termMs,
      graceMs: this.#graceMs,
      pauseMs: PAUSE_MS,
      logger,
    });
    // Without a pause the process would end before the scheduler has released the task for another replica.
    lifecycle.addShutdownHook(async () => {
      await stop();
      await sleep(RELEASE_MS);
    });
    await this.#runner().run({
      id: `${this.getProviderName()}:read`,
      fn: lead,
    });
  }

  /** A new one for each run: another replica may have been the leader since the last one. */
  #newReader(connection: EntityProviderConnection): ClusterReader {
    const { settings, openClient, catalog, logger, timing } = this.#options;
    // A second read must come within the same term.
    const confirmMs = Math.min(MIRROR_TIMING.confirmMs, settings.termMs / 4);
    return new ClusterReader({
      settings,
      openClient,
      catalog,
      connection,
      logger,
      full: this.#full,
      timing: {
        mirror: { ...MIRROR_TIMING, confirmMs },
        catalogMs: CATALOG_MS,
        confirmMs,
        settleMs: SETTLE_MS,
        lookMs: LOOK_MS,
        ...timing,
      },
    });
  }

  get #graceMs(): number {
    return Math.min(GRACE_MS, this.#options.settings.termMs / 2);
  }

  /** Of all backends of the catalog together, one runs the task at a time. */
  #runner(): SchedulerServiceTaskRunner {
    const { scheduler, settings } = this.#options;
    return scheduler.createScheduledTaskRunner({
      scope: 'global',
      frequency: { seconds: 1 },
      // Reached only by a backend that died during its term; a living one ends it earlier.
      timeout: { milliseconds: settings.termMs + this.#graceMs },
    });
  }
}
