import {
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
import { CatalogReader } from '../sync/readCatalog';
import { ProviderSettings } from './settings';
import { turns } from './turns';

/** How long the work goes on between two turns, at most. */
const GRACE_MS = 15_000;
/** Longer than that, and than a change takes that was begun by then. */
const SETTLE_MS = 30_000;
const PAUSE_MS = 5000;
const CATALOG_MS = 10_000;

/**
 * Keeps the VMs, networks and unregistered VLANs of one cluster in the catalog.
 *
 * @public
 */
export class KubevirtEntityProvider implements EntityProvider {
  readonly #reader: ClusterReader;

  constructor(
    private readonly options: {
      settings: ProviderSettings;
      openClient: (signal: AbortSignal) => Promise<ClusterClient>;
      catalog: CatalogReader;
      scheduler: Pick<SchedulerService, 'createScheduledTaskRunner'>;
      logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
      timing?: Partial<ReaderTiming>;
    },
  ) {
    const { settings, openClient, catalog, logger } = options;
    this.#reader = new ClusterReader({
      settings,
      openClient,
      catalog,
      logger,
      timing: {
        mirror: MIRROR_TIMING,
        catalogMs: CATALOG_MS,
        confirmMs: MIRROR_TIMING.confirmMs,
        settleMs: SETTLE_MS,
        fullMs: settings.fullMs,
        ...options.timing,
      },
    });
  }

  getProviderName(): string {
    return `KubevirtEntityProvider:${this.options.settings.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { settings, logger } = this.options;
    this.#reader.connect(connection);
    const { take } = turns({
      work: signal => this.#reader.run(signal),
      turnMs: settings.turnMs,
      graceMs: this.#graceMs,
      pauseMs: PAUSE_MS,
      logger,
    });
    await this.#runner().run({
      id: `${this.getProviderName()}:read`,
      fn: take,
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
