import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  CatalogFacts,
  ClusterIndex,
  EntitySettings,
  KubeObject,
  entitiesBesideVms,
  vmEntity,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RemovalGuard, RemovalSettings } from './RemovalGuard';
import { digestOf, withDigest, writtenDigest } from './digest';

type Objects = ReadonlyMap<string, KubeObject>;

/** A cluster as its mirrors have it; a kind that was never read is undefined. */
export interface MirroredFacts {
  vms?: Objects;
  networks?: Objects;
  policies?: Objects;
  namespaces?: Objects;
  clusterNetworks?: Objects;
  /** When the oldest of the last whole lists was asked for, by `performance.now()`. */
  readAt: number;
}

export interface SyncOptions {
  cluster: string;
  settings: EntitySettings;
  removal: RemovalSettings;
  connection: EntityProviderConnection;
  /** The catalog keeps entities of different keys apart. */
  locationKey: string;
  facts: () => MirroredFacts;
  /** Asks for one more read of everything. */
  confirm: () => void;
  /** Everything was handed over. */
  onFull?: () => void;
  logger: Pick<LoggerService, 'info' | 'warn' | 'error'>;
  timing?: SyncTiming;
}

export interface SyncTiming {
  /** How long changes are gathered, in milliseconds. */
  gatherMs: number;
  /** The pause after the catalog refused a change. */
  pauseMs: number;
  /** How long the catalog may take for one. */
  limitMs: number;
}

const TIMING: SyncTiming = { gatherMs: 50, pauseMs: 2000, limitMs: 60_000 };
/** Entities in one mutation, which is one transaction. */
const BATCH = 500;
const SHOWN = 5;

/**
 * Keeps the catalog equal to a cluster: computes the entities that a change touches, gathers them, and hands the catalog
 * what is other than before. Nothing is handed over before every kind and the catalog itself were read once.
 */
export class CatalogSync {
  readonly #guard: RemovalGuard;
  readonly #timing: SyncTiming;
  #catalog: CatalogFacts | undefined;
  #index: ClusterIndex | undefined;
  /** What the catalog has from us, by reference: the entity's digest, or nothing where it came without one. */
  readonly #handedOver = new Map<string, string | undefined>();
  /** What was handed over since the catalog was last asked what it has. */
  #touched = new Set<string>();
  /** What the catalog had then; undefined until it was asked, and nothing is handed over before. */
  #shown: ReadonlySet<string> | undefined;
  /** What it did not have then, though it was handed over before. */
  #notShown: ReadonlySet<string> = new Set();
  /** What it should have; only of what is not handed over yet. */
  readonly #pending = new Map<string, Entity>();
  #wanted = new Set<string>();
  #gone = new Set<string>();
  /** Those that the catalog has from others of us, and that the cluster has not shown yet. */
  readonly #unseen = new Set<string>();
  /** False until what was read first is believed. */
  #isProven = false;
  #doubtedAt: number | undefined;
  #isFull = false;
  #isStopped = true;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isAgain = false;

  constructor(private readonly options: SyncOptions) {
    this.#guard = new RemovalGuard(options.removal);
    this.#timing = options.timing ?? TIMING;
  }

  /** What the catalog has of others. */
  setCatalog(facts: CatalogFacts): void {
    if (!this.#catalog || print(facts) !== print(this.#catalog)) {
      this.#catalog = facts;
      this.structureChanged();
    }
  }

  /**
   * Asks what the catalog has of ours: from before this process was started, from another backend whose turn it was, or
   * no more. The catalog shows what it was given with a delay, so only what it showed already, or has not shown for two
   * looks, counts as lost, and is given again.
   */
  async learn(
    read: () => Promise<ReadonlyMap<string, string | undefined>>,
  ): Promise<void> {
    const touched = new Set<string>();
    this.#touched = touched;
    const known = await read();
    const missing = [...this.#handedOver.keys()].filter(
      ref => !known.has(ref) && !touched.has(ref),
    );
    for (const ref of missing) {
      if (this.#shown?.has(ref) || this.#notShown.has(ref)) {
        this.#handedOver.set(ref, undefined);
      }
    }
    this.#tellMissing(missing.filter(ref => this.#notShown.has(ref)));
    for (const [ref, digest] of known) {
      if (!touched.has(ref)) {
        if (!this.#handedOver.has(ref)) {
          this.#unseen.add(ref);
          this.#isProven = false;
        }
        this.#handedOver.set(ref, digest);
      }
    }
    this.#shown = new Set(known.keys());
    this.#notShown = new Set(missing);
    this.structureChanged();
  }

  #tellMissing(refs: string[]): void {
    const wanted = refs.filter(ref => this.#wanted.has(ref));
    if (wanted.length > 0) {
      this.options.logger.warn(
        `${wanted.length} of the entities of cluster ${
          this.options.cluster
        } were given to the catalog, which does not have them as ours (${shownOf(
          wanted,
        )}); they are given once more. Another location may have registered entities of these names`,
      );
    }
  }

  /** Something that many entities are made from is other than before; or all VMs were read. */
  structureChanged(): void {
    this.#index = undefined;
    this.#schedule();
  }

  /** One VM is other than before; absent: there no more. */
  vmChanged(key: string, vm: KubeObject | undefined): void {
    if (this.#index) {
      if (vm) {
        this.#want(vmEntity(vm, this.#index));
      } else {
        this.#unwant(refOf(key, this.#index.cluster));
      }
    }
    this.#schedule();
  }

  /** Hands over everything at the next opportunity, so that the catalog drops what it has of us beside that. */
  reconcile(): void {
    this.#isFull = true;
    this.structureChanged();
  }

  /** True while the cluster has to be read once more before what it seems to be is believed. */
  get isInDoubt(): boolean {
    return this.#doubtedAt !== undefined || this.#guard.held > 0;
  }

  /** Hands over nothing more, but what is under way. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  start(): void {
    this.#isStopped = false;
    this.structureChanged();
  }

  #schedule(after = this.#timing.gatherMs): void {
    if (this.#isStopped) {
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // One at a time: what comes meanwhile waits for the next.
      if (this.#isRunning) {
        this.#isAgain = true;
      } else {
        void this.#flush();
      }
    }, after);
  }

  async #flush(): Promise<void> {
    this.#isRunning = true;
    try {
      if (this.#shown && this.#isReady() && this.#isBelieved()) {
        await this.#handOver();
      }
    } catch (error) {
      if (!this.#isStopped) {
        this.options.logger.error(
          `The catalog did not take the entities of cluster ${this.options.cluster}: ${error}; trying again`,
        );
        this.#index = undefined;
        this.#schedule(this.#timing.pauseMs);
      }
    }
    this.#isRunning = false;
    if (this.#isAgain) {
      this.#isAgain = false;
      this.#schedule();
    }
  }

  /** The index is made anew where it is no longer true. */
  #isReady(): boolean {
    if (this.#index) {
      return true;
    }
    const { cluster, settings, facts } = this.options;
    const { vms, networks, policies, namespaces, clusterNetworks } = facts();
    const isWhole =
      vms && networks && policies && namespaces && clusterNetworks;
    if (!this.#catalog || !isWhole) {
      return false;
    }
    const index = new ClusterIndex(
      {
        cluster,
        networks: [...networks.values()],
        policies: [...policies.values()],
        namespaces: [...namespaces.values()],
        clusterNetworks: [...clusterNetworks.values()],
      },
      this.#catalog,
      settings,
    );
    this.#index = index;
    this.#pending.clear();
    this.#wanted = new Set();
    for (const vm of vms.values()) {
      this.#want(vmEntity(vm, index));
    }
    entitiesBesideVms([...networks.values()], index).forEach(entity =>
      this.#want(entity),
    );
    this.#gone = new Set(
      [...this.#handedOver.keys()].filter(ref => !this.#wanted.has(ref)),
    );
    return true;
  }

  /**
   * A backend that has just begun has nothing to compare its first lists with but the catalog. Where they lack what that
   * has, or each other, one of them may be cut off: nothing is said before everything was read twice.
   */
  #isBelieved(): boolean {
    if (this.#isProven) {
      return true;
    }
    const facts = this.options.facts();
    const isLess =
      [...this.#gone].some(ref => this.#unseen.has(ref)) || lacksHomes(facts);
    if (isLess && this.#doubtedAt === undefined) {
      this.#doubtedAt = performance.now();
      this.options.logger.warn(
        `Cluster ${this.options.cluster} seems to have less than the catalog has of it, or networks and VMs of namespaces that it does not have; it is read once more before the catalog is changed`,
      );
      this.options.confirm();
    }
    if (isLess && facts.readAt <= this.#doubtedAt!) {
      return false;
    }
    this.#isProven = true;
    this.#doubtedAt = undefined;
    this.#unseen.clear();
    return true;
  }

  #want(entity: Entity): void {
    const ref = stringifyEntityRef(entity);
    this.#wanted.add(ref);
    this.#gone.delete(ref);
    this.#unseen.delete(ref);
    if (this.#handedOver.get(ref) === digestOf(entity)) {
      this.#pending.delete(ref);
    } else {
      this.#pending.set(ref, entity);
    }
  }

  #unwant(ref: string): void {
    this.#wanted.delete(ref);
    this.#pending.delete(ref);
    if (this.#handedOver.has(ref)) {
      this.#gone.add(ref);
    }
  }

  async #handOver(): Promise<void> {
    const removed = this.#removals();
    while (this.#pending.size > 0 && !this.#isStopped) {
      await this.#mutate([...this.#pending].slice(0, BATCH), []);
    }
    for (let i = 0; i < removed.length && !this.#isStopped; i += BATCH) {
      await this.#mutate([], removed.slice(i, i + BATCH));
    }
    // With a removal to come, all at once would be that removal.
    const isAllOver = this.#gone.size === 0 && !this.#isStopped;
    if (this.#isFull && this.#index && isAllOver) {
      await this.#replaceAll(this.#index);
    }
  }

  #removals(): string[] {
    const { cluster, facts, logger, confirm } = this.options;
    if (this.#gone.size === 0 && this.#guard.held === 0) {
      return [];
    }
    const { removed, newlyHeld } = this.#guard.judge({
      gone: [...this.#gone],
      total: this.#handedOver.size,
      readAt: facts().readAt,
    });
    if (newlyHeld.length > 0) {
      const log = newlyHeld.length > SHOWN ? logger.error : logger.warn;
      log.call(
        logger,
        `${newlyHeld.length} of the ${
          this.#handedOver.size
        } entities of cluster ${cluster} are on it no more (${shownOf(
          newlyHeld,
        )}). They stay in the catalog until the cluster was read once more and still does not have them`,
      );
      confirm();
    }
    return removed;
  }

  async #mutate(
    added: Array<[string, Entity]>,
    removed: string[],
  ): Promise<void> {
    const { locationKey } = this.options;
    const written = added.map(([, entity]) => withDigest(entity));
    await this.#apply({
      type: 'delta',
      added: written.map(entity => ({ entity, locationKey })),
      removed: removed.map(entityRef => ({ entityRef, locationKey })),
    });
    for (const [i, [ref, entity]] of added.entries()) {
      this.#touched.add(ref);
      this.#handedOver.set(ref, writtenDigest(written[i]));
      // It may have become another one meanwhile.
      if (this.#pending.get(ref) === entity) {
        this.#pending.delete(ref);
      }
      // Or be there no more.
      if (!this.#wanted.has(ref)) {
        this.#gone.add(ref);
        this.#schedule();
      }
    }
    for (const ref of removed) {
      this.#touched.add(ref);
      this.#handedOver.delete(ref);
      this.#gone.delete(ref);
      this.#unseen.delete(ref);
      // Or be there again.
      if (this.#wanted.has(ref)) {
        this.structureChanged();
      }
    }
  }

  async #replaceAll(index: ClusterIndex): Promise<void> {
    const { facts, locationKey, onFull } = this.options;
    const { vms = new Map(), networks = new Map() } = facts();
    const entities = [
      ...[...vms.values()].map(vm => vmEntity(vm, index)),
      ...entitiesBesideVms([...networks.values()], index),
    ];
    await this.#apply({
      type: 'full',
      entities: entities.map(entity => ({
        entity: withDigest(entity),
        locationKey,
      })),
    });
    this.#isFull = false;
    onFull?.();
  }

  async #apply(mutation: EntityProviderMutation): Promise<void> {
    const { limitMs } = this.#timing;
    const limit = new AbortController();
    await Promise.race([
      this.options.connection.applyMutation(mutation),
      sleep(limitMs, undefined, { signal: limit.signal }).then(() => {
        throw new Error(`no answer in ${limitMs / 1000} s`);
      }),
    ]).finally(() => limit.abort());
  }
}

function shownOf(refs: string[]): string {
  const left = refs.length - SHOWN;
  return `${refs.slice(0, SHOWN).join(', ')}${
    left > 0 ? ` and ${left} more` : ''
  }`;
}

function lacksHomes({ vms, networks, namespaces }: MirroredFacts): boolean {
  return [vms, networks].some(objects =>
    [...(objects?.values() ?? [])].some(
      ({ metadata }) => !namespaces?.has(`/${metadata.namespace}`),
    ),
  );
}

function refOf(key: string, cluster: string): string {
  const end = key.indexOf('/');
  return vmEntityRef({
    cluster,
    namespace: key.slice(0, end),
    name: key.slice(end + 1),
  });
}

function print({ vlans, systems, components }: CatalogFacts): string {
  return JSON.stringify([vlans, [...systems], [...components]]);
}
