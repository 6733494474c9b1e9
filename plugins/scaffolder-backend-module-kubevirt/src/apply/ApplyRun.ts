import {
  ChangeAction,
  ChangeSet,
  KubeObject,
  PolicyProgress,
  formatObject,
  formatObjectId,
  objectChange,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ConnectionError,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { stringify } from 'yaml';
import { concurrently } from './concurrently';
import { explainRefusal } from './explainRefusal';
import { managersOf } from './gitOpsManager';
import {
  PreviewEntry,
  PreviewOptions,
  previewObject,
  whenIdle,
} from './previewApply';
import { READ_ONE_BY_ONE } from './rights';
import { removeObject } from './removeObject';
import { restorable } from './restorable';
import { Stage, stagesOf } from './stages';
import { bringBack, undoCommands } from './undo';
import { PolicySnapshot } from './PolicyFactsInTime';
import { RemovalEntry } from './RemovalEntry';
import { enactmentKind } from './policyKinds';
import { waitForPolicy } from './waitForPolicy';
import { waitUntilGone } from './waitUntilGone';

/** How often an object that others keep changing is compared again. */
const MAX_TRIES = 5;

export interface ApplyOptions extends Omit<PreviewOptions, 'objects'> {
  /** How long the nodes may take for one policy. */
  waitLimitMs: number;
  /**
   * Asked right before something is written, as waiting for the nodes, or for a busy policy, may have taken long.
   *
   * @throws where it may no longer be written, which ends the run.
   */
  stillAllowed?: () => Promise<void>;
}

/** The result of an apply; whatever went wrong, it says what was written. */
export interface ApplyResult {
  /** An object that was neither written nor deleted is `skipped`. */
  changes: ChangeSet;
  /** Objects whose write or deletion got no clear answer. */
  unknown: string[];
  /** Commands that take back what was written and removed, the last first. */
  undo: string[];
  /** The progress of each policy on its nodes. */
  policies: Array<{ name: string; progress: PolicyProgress }>;
  /** Why the run ended early. */
  failure?: Error;
}

/** One run, and what it has done so far. */
export class ApplyRun {
  readonly #options: ApplyOptions;
  readonly #entries: PreviewEntry[];
  readonly #removals: RemovalEntry[];
  readonly #actions = new Map<string, ChangeAction>();
  /** For each object that was written or deleted, in order, the commands that undo it. */
  readonly #undo: string[][] = [];
  readonly #unknown: string[] = [];
  readonly #policies: ApplyResult['policies'] = [];

  constructor(given: {
    options: ApplyOptions;
    entries: PreviewEntry[];
    removals: RemovalEntry[];
  }) {
    this.#options = given.options;
    this.#entries = given.entries;
    this.#removals = given.removals;
  }

  async all(): Promise<void> {
    for (const stage of stagesOf(this.#entries, this.#removals)) {
      const { signal, stillAllowed } = this.#options;
      signal?.throwIfAborted();
      const entries = stage.type === 'policy' ? [stage.entry] : stage.entries;
      if (entries.some(({ action }) => action !== 'unchanged')) {
        await stillAllowed?.();
      }
      await this.#run(stage);
    }
  }

  async #run(stage: Stage): Promise<void> {
    switch (stage.type) {
      case 'policy':
        await this.#policy(stage.entry);
        break;
      case 'objects':
        await concurrently(stage.entries, entry => this.#write(entry));
        break;
      default:
        await concurrently(stage.entries, entry => this.#remove(entry));
    }
  }

  result(failure?: Error): ApplyResult {
    return {
      changes: [
        ...this.#entries.map(({ object }) => objectId(object)),
        ...this.#removals.map(({ id }) => id),
      ].map(id =>
        objectChange(id, this.#actions.get(formatObjectId(id)) ?? 'skipped'),
      ),
      unknown: this.#unknown,
      undo: [...this.#undo].reverse().flat(),
      policies: this.#policies,
      ...(failure && { failure }),
    };
  }

  async #policy(entry: PreviewEntry): Promise<void> {
    const { client, logger, signal, waitLimitMs } = this.#options;
    const before: PolicySnapshot | undefined =
      entry.action === 'unchanged'
        ? undefined
        : {
            policy: entry.live,
            enactments: (await client.list(enactmentKind(entry.object))).items,
          };
    const policy = await this.#write(entry);
    const progress = await waitForPolicy({
      client,
      policy,
      before,
      limitMs: waitLimitMs,
      logger,
      signal,
    });
    this.#policies.push({ name: policy.metadata.name, progress });
  }

  /** Writes an object, and returns what the server has afterwards. */
  async #write(previewed: PreviewEntry): Promise<KubeObject> {
    const { logger } = this.#options;
    const { object } = previewed;
    const id = formatObject(object);
    let entry = await this.#stillMissing(previewed);
    for (let tries = 1; ; tries += 1) {
      this.#options.signal?.throwIfAborted();
      if (entry.live && entry.action === 'unchanged') {
        if (previewed.action === 'unchanged') {
          this.#actions.set(id, 'unchanged');
        } else {
          // We wrote it, and only the answer was lost.
          this.#record(previewed, entry.live, false);
        }
        return entry.live;
      }
      try {
        const { object: applied, existedBefore } = await this.#apply(entry);
        this.#record(entry, applied, existedBefore);
        return applied;
      } catch (error) {
        // After a lost answer, the refusal may concern a write that has happened already.
        const isStale =
          error instanceof ApiError && (error.isStale || error.afterUnclear);
        if (!isStale || tries === MAX_TRIES) {
          throw this.#explain(error as Error, object, true);
        }
        logger.warn(`${id} has changed since it was read; comparing again`);
        entry = await this.#again(previewed);
      }
    }
  }

  /**
   * An object to create has no version that the server could compare, and the preview may be minutes old, so it is read once
   * more. This takes one request each, so it is left out for many objects.
   */
  async #stillMissing(previewed: PreviewEntry): Promise<PreviewEntry> {
    if (
      previewed.action !== 'created' ||
      this.#entries.length > READ_ONE_BY_ONE
    ) {
      return previewed;
    }
    const live = await this.#options.client.read(objectId(previewed.object));
    return live ? this.#again(previewed) : previewed;
  }

  async #apply({
    object,
    live,
  }: PreviewEntry): ReturnType<ClusterClient['apply']> {
    const { client, fieldManager, stillAllowed } = this.#options;
    let hasWaited = false;
    return whenIdle({ ...this.#options, object }, async () => {
      if (hasWaited) {
        await stillAllowed?.();
      }
      hasWaited = true;
      return client.apply(asRead(object, live), {
        fieldManager,
        dryRun: false,
      });
    });
  }

  #record(
    entry: PreviewEntry,
    applied: KubeObject,
    existedBefore: boolean,
  ): void {
    const { fieldManager, logger } = this.#options;
    const { object, live, drift, action } = entry;
    const id = formatObject(object);
    logger.info(`Applied ${id}`);
    const others = managersOf(applied).filter(name => name !== fieldManager);
    if (action === 'created' && (existedBefore || others.length > 0)) {
      // It is not clear whose object it is, so no command to delete it is suggested.
      logger.warn(
        `${id} was created by ${
          others.join(', ') || 'another task'
        } at the same time, and has their fields too; compare it by hand`,
      );
      this.#actions.set(id, 'configured');
      return;
    }
    this.#actions.set(id, action);
    const commands = undoCommands([{ object, live, drift }]);
    this.#undo.push(commands);
    commands.forEach(command =>
      logger.info(
        `To undo on cluster ${this.#options.client.cluster}: ${command}`,
      ),
    );
  }

  async #remove(entry: RemovalEntry): Promise<void> {
    const { client, logger } = this.#options;
    const id = formatObjectId(entry.id);
    if (entry.action === 'unchanged') {
      this.#actions.set(id, 'unchanged');
      return;
    }
    const { live } = entry;
    // Before the request: its answer may get lost, and this task may end.
    logger.info(
      `To bring it back on cluster ${
        client.cluster
      }: kubectl apply -f - <<'EOF'\n${stringify(restorable(live), {
        lineWidth: 0,
      })}EOF`,
    );
    try {
      const action = await removeObject({
        ...{ ...this.#options, live },
        explain: error => this.#explain(error, live, true),
      });
      this.#actions.set(id, action);
      if (action === 'deleted') {
        this.#undo.push(bringBack(live));
        logger.info(`Removed ${id}`);
        await waitUntilGone({ ...this.#options, live });
      }
    } catch (error) {
      throw this.#explain(error as Error, live, false);
    }
  }

  async #again(previewed: PreviewEntry): Promise<PreviewEntry> {
    const { client } = this.#options;
    const { object } = previewed;
    try {
      const live = await client.read(objectId(object));
      const entry = await previewObject({ ...this.#options, object }, live);
      const isSame = changeOf(entry) === changeOf(previewed);
      if (!isSame && entry.action !== 'unchanged') {
        throw new Error(
          `${formatObject(
            object,
          )} was changed by somebody else since it was compared, and applying would now change something else: ${describe(
            entry,
          )}, before: ${describe(
            previewed,
          )}. Run again to see it and to decide`,
        );
      }
      return entry;
    } catch (error) {
      throw this.#explain(error as Error, object, false);
    }
  }

  /** Explains an error, and notes objects for which it is not clear whether they were written. */
  #explain(error: Error, object: KubeObject, wasSent: boolean): Error {
    const { cluster } = this.#options.client;
    if (error instanceof ApiError) {
      if (wasSent && (error.status >= 500 || error.afterUnclear)) {
        this.#unknown.push(formatObject(object));
      }
      return new Error(explainRefusal({ error, object, cluster }));
    }
    const isCut =
      error instanceof ConnectionError || this.#options.signal?.aborted;
    if (wasSent && isCut) {
      this.#unknown.push(formatObject(object));
    }
    return error;
  }
}

/** With the version that was read: the server refuses to change another one. */
function asRead(object: KubeObject, live: KubeObject | undefined): KubeObject {
  const { resourceVersion } = (live?.metadata ?? {}) as {
    resourceVersion?: string;
  };
  return resourceVersion === undefined
    ? object
    : ({
        ...object,
        metadata: { ...object.metadata, resourceVersion },
      } as KubeObject);
}

function changeOf({ action, drift = [] }: PreviewEntry): string {
  return JSON.stringify([
    action,
    drift.map(({ path, was, becomes }) => [path, was, becomes]),
  ]);
}

function describe({ action, drift = [] }: PreviewEntry): string {
  return [action, drift.map(({ path }) => path).join(', ')]
    .filter(Boolean)
    .join(' ');
}
