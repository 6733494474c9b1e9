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
  /** Between two full reconciliations. */
  fullMs: number;
}

export interface ReaderOptions {
  settings: ProviderSettings;
  openClient: (signal: AbortSignal) => Promise<ClusterClient>;
  catalog: CatalogReader;
  timing: ReaderTiming;
  logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
}

/** Reads one cluster for the catalog: mirrors of its kinds, and the entities that are made from them. */
export class ClusterReader {
  readonly #mirrors: Record<MirroredKind, KindMirror>;
  readonly #sync: CatalogSync;
  #confirm: Promise<void> | undefined;
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
      facts: () => this.#facts(),
      confirm: () => this.#confirmSoon(),
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

  connect(connection: EntityProviderConnection): void {
    this.#sync.connect(connection);
  }

  /** True while the catalog is behind what was read. */
  get isBusy(): boolean {
    return this.#sync.isBusy || this.#sync.isInDoubt;
  }

  /**
   * Reads until the signal ends it, or something fails that no patience mends. Called again, it goes on from where it
   * was.
   */
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
    // Once more after a while: a backend whose turn it was may have been at its last change still.
    const learning = [performance.now() + timing.settleMs, 0];
    for (let failures = 0; ; ) {
      try {
        if (performance.now() >= learning[learning.length - 1]) {
          await learn();
          learning.pop();
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
    for (;;) {
      await sleep(this.options.timing.fullMs, undefined, { signal });
      this.#readAgain();
      this.#sync.reconcile();
    }
  }

  #readAgain(): void {
    Object.values(this.#mirrors).forEach(mirror => mirror.readAgain());
  }

  /** Again and again, as a read may fail. */
  #confirmSoon(): void {
    this.#confirm ??= this.#confirmed()
      .catch(() => {})
      .finally(() => {
        this.#confirm = undefined;
      });
  }

  async #confirmed(): Promise<void> {
    const signal = this.#signal;
    let wait = this.options.timing.confirmMs;
    do {
      await sleep(wait, undefined, { signal });
      this.#readAgain();
      wait = Math.min(wait * 2, 600_000);
    } while (this.#sync.isInDoubt);
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
