import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CatalogFacts,
  EntitySettings,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { CatalogWriter } from './CatalogWriter';
import { MirroredFacts } from './ClusterMirrors';
import { diff } from './diff';
import { FirstReadGuard } from './FirstReadGuard';
import { KnownEntities } from './KnownEntities';
import { RemovalGuard, RemovalSettings } from './RemovalGuard';
import { WantedEntities } from './WantedEntities';

export interface SyncOptions {
  cluster: string;
  settings: EntitySettings;
  removal: RemovalSettings;
  writer: CatalogWriter;
  /** The cluster has to be read once more. */
  onDoubt: () => void;
  /** A full mutation was handed over. */
  onFull: () => void;
  logger: Pick<LoggerService, 'warn' | 'error'>;
}

/** Entities in one mutation, which is one transaction. */
const BATCH = 500;
const SHOWN = 5;

/**
 * Keeps the catalog equal to a cluster: compares what the cluster has with what the catalog has from us, and hands over the
 * difference. Nothing is handed over before every kind and the catalog itself were read once.
 */
export class CatalogSync {
  readonly #options: SyncOptions;
  readonly #writer: CatalogWriter;
  readonly #wanted: WantedEntities;
  readonly #known = new KnownEntities();
  readonly #firstReads = new FirstReadGuard();
  readonly #removals: RemovalGuard;
  #isFullDue = false;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#writer = options.writer;
    this.#wanted = new WantedEntities(options);
    this.#removals = new RemovalGuard(options.removal);
  }

  /** True while the cluster has to be read once more before what it seems to have is believed. */
  get isInDoubt(): boolean {
    return this.#firstReads.isInDoubt || this.#removals.held > 0;
  }

  /** Takes what others have in the catalog; true where that has changed. */
  setCatalog(facts: CatalogFacts): boolean {
    return this.#wanted.setCatalog(facts);
  }

  /** Asks what the catalog has from us: from before this process was started, or from another replica. */
  async learn(
    read: () => Promise<ReadonlyMap<string, string | undefined>>,
  ): Promise<void> {
    const { hasNew, missingTwice } = await this.#known.learn(read);
    if (hasNew) {
      this.#firstReads.reset();
    }
    this.#reportMissing(missingTwice);
  }

  /** Something that many entities are made from has changed; or all VMs were read. */
  structureChanged(): void {
    this.#wanted.invalidate();
  }

  /** One VM has changed; undefined: it was deleted. */
  vmChanged(key: string, vm: KubeObject | undefined): void {
    this.#wanted.vmChanged(key, vm);
  }

  /** Hands over everything at the next opportunity, so that the catalog drops what else it has from us. */
  requestFull(): void {
    this.#isFullDue = true;
    this.#wanted.invalidate();
  }

  /** Hands the difference over to the catalog, in batches; the signal ends it between two of them. */
  async handOver(facts: MirroredFacts, signal: AbortSignal): Promise<void> {
    if (
      !this.#known.isRead ||
      !this.#wanted.update(facts) ||
      !this.#isBelieved(facts)
    ) {
      return;
    }
    const { changed, gone } = this.#diff();
    this.#wanted.keepOnly(changed);
    const removed = this.#removable(gone, facts.readAt);
    for (const refs of batches(changed)) {
      signal.throwIfAborted();
      await this.#upsert(refs);
    }
    for (const refs of batches(removed)) {
      signal.throwIfAborted();
      await this.#remove(refs);
    }
    // While removals are held back, a full mutation would be those removals. So would it be where the catalog was asked
    // meanwhile and has entities that the lists lack.
    if (
      this.#isFullDue &&
      this.#firstReads.isTrusted &&
      this.#wanted.isCurrent &&
      this.#diff().gone.length === 0
    ) {
      signal.throwIfAborted();
      await this.#replaceAll();
    }
  }

  #diff() {
    return diff({
      wanted: this.#wanted.all,
      known: this.#known.digests,
      unseen: this.#known.unseen,
    });
  }

  #isBelieved(facts: MirroredFacts): boolean {
    const { cluster, logger, onDoubt } = this.#options;
    this.#known.see(this.#wanted.all);
    if (this.#firstReads.isTrusted) {
      return true;
    }
    const verdict = this.#firstReads.judge({
      isLess: this.#diff().doubtful.length > 0 || lacksNamespaces(facts),
      readAt: facts.readAt,
    });
    if (verdict === 'new-doubt') {
      logger.warn(
        `Cluster ${cluster} seems to have less than the catalog has of it, or networks and VMs of namespaces that it does not have; it is read once more before the catalog is changed`,
      );
      onDoubt();
    }
    if (verdict === 'trusted') {
      this.#known.believe();
    }
    return verdict === 'trusted';
  }

  #removable(gone: string[], readAt: number): string[] {
    const { cluster, logger, onDoubt } = this.#options;
    if (gone.length === 0 && this.#removals.held === 0) {
      return [];
    }
    const total = this.#known.digests.size;
    const { removed, newlyHeld } = this.#removals.judge({
      gone,
      total,
      readAt,
    });
    if (newlyHeld.length > 0) {
      const log = newlyHeld.length > SHOWN ? logger.error : logger.warn;
      log.call(
        logger,
        `${
          newlyHeld.length
        } of the ${total} entities of cluster ${cluster} are on it no more (${shownOf(
          newlyHeld,
        )}). They stay in the catalog until the cluster was read once more and still does not have them`,
      );
      onDoubt();
    }
    return removed;
  }

  #reportMissing(refs: string[]): void {
    const { cluster, logger } = this.#options;
    const wanted = refs.filter(ref => this.#wanted.all.has(ref));
    if (wanted.length > 0) {
      logger.warn(
        `${
          wanted.length
        } of the entities of cluster ${cluster} were given to the catalog, which does not have them as ours (${shownOf(
          wanted,
        )}); they are given once more. Another location may have registered entities of these names`,
      );
    }
  }

  async #upsert(refs: string[]): Promise<void> {
    // Some may have been deleted since.
    const wanted = refs.flatMap(ref => {
      const one = this.#wanted.all.get(ref);
      return one ? [{ ref, ...one }] : [];
    });
    if (wanted.length > 0) {
      await this.#writer.upsert(wanted);
      wanted.forEach(({ ref, digest }) => this.#known.handedOver(ref, digest));
    }
  }

  async #remove(refs: string[]): Promise<void> {
    await this.#writer.remove(refs);
    refs.forEach(ref => this.#known.removed(ref));
  }

  async #replaceAll(): Promise<void> {
    await this.#writer.replaceAll([...this.#wanted.all.values()]);
    this.#isFullDue = false;
    this.#options.onFull();
  }
}

function batches(refs: string[]): string[][] {
  return Array.from({ length: Math.ceil(refs.length / BATCH) }, (_, i) =>
    refs.slice(i * BATCH, (i + 1) * BATCH),
  );
}

function shownOf(refs: string[]): string {
  const left = refs.length - SHOWN;
  return `${refs.slice(0, SHOWN).join(', ')}${
    left > 0 ? ` and ${left} more` : ''
  }`;
}

function lacksNamespaces({
  vms,
  networks,
  namespaces,
}: MirroredFacts): boolean {
  return [vms, networks].some(objects =>
    [...(objects?.values() ?? [])].some(
      ({ metadata }) => !namespaces?.has(`/${metadata.namespace}`),
    ),
  );
}
