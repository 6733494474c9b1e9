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
import { ProviderSettings } from './settings';
import { turns } from './turns';

/** How long the work goes on between two turns, at most. */
const GRACE_MS = 15_000;
/** Longer than that, and than a change takes that was begun by then. */
const SETTLE_MS = 30_000;
const LOOK_MS = 600_000;
const PAUSE_MS = 5000;
/** What the scheduler gets to give a turn back, which nobody can wait for. */
const RELEASE_MS = 500;
const CATALOG_MS = 10_000;

/**
 * Keeps the VMs, networks and unregistered VLANs of one cluster in the catalog.
 *
 * @public
 */
export class KubevirtEntityProvider implements EntityProvider {
  readonly #full: FullSchedule;

  constructor(
    private readonly options: {
      settings: ProviderSettings;
      openClient: (signal: AbortSignal) => Promise<ClusterClient>;
      catalog: CatalogReader;
      scheduler: Pick<SchedulerService, 'createScheduledTaskRunner'>;
      lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
      logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
      timing?: Partial<ReaderTiming>;
    },
  ) {
    const { fullMs } = options.settings;
    this.#full = fullSchedule({
      everyMs: fullMs,
      // A backend that is restarted often has its turn, too, and several do not all at once.
      firstMs: (Math.random() * fullMs) / 6,
    });
  }

  getProviderName(): string {
    return `KubevirtEntityProvider:${this.options.settings.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { settings, lifecycle, logger } = this.options;
    const { take, stop } = turns({
      work: signal => this.#newReader(connection).run(signal),
      turnMs: settings.turnMs,
      graceMs: this.#graceMs,
      pauseMs: PAUSE_MS,
      logger,
    });
    // The scheduler hears of the end so late that the process ends before the turn is given back.
    lifecycle.addShutdownHook(async () => {
      await stop();
      await sleep(RELEASE_MS);
    });
    await this.#runner().run({
      id: `${this.getProviderName()}:read`,
      fn: take,
    });
  }

  /** Another backend may have had a turn since the one before. */
  #newReader(connection: EntityProviderConnection): ClusterReader {
    const { settings, openClient, catalog, logger, timing } = this.options;
    // What is looked for twice has to be so within a turn.
    const confirmMs = Math.min(MIRROR_TIMING.confirmMs, settings.turnMs / 4);
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
    return Math.min(GRACE_MS, this.options.settings.turnMs / 2);
  }

  /** For all backends of the catalog together: one of them has the turn. */
  #runner(): SchedulerServiceTaskRunner {
    const { scheduler, settings } = this.options;
    return scheduler.createScheduledTaskRunner({
      scope: 'global',
      frequency: { seconds: 1 },
      // Of a backend that died in its turn; one that lives ends it before.
      timeout: { milliseconds: settings.turnMs + this.#graceMs },
    });
  }
}
