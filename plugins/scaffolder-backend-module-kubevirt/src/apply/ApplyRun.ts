import {
  ChangeAction,
  ChangeSet,
  KubeObject,
  POLICY_KIND,
  PolicyProgress,
  formatObject,
  objectChange,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ConnectionError,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
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
import { Written, undoCommands } from './undo';
import { PolicySnapshot } from './PolicyFactsInTime';
import { enactmentKind } from './policyKinds';
import { waitForPolicy } from './waitForPolicy';

/** How often an object that others change meanwhile is compared again. */
const MAX_TRIES = 5;

export interface ApplyOptions extends Omit<PreviewOptions, 'objects'> {
  /** How long the nodes may take for one policy. */
  waitLimitMs: number;
  /**
   * Asked right before something is written, as whatever was waited for may have taken long: the nodes for one, a policy's
   * turn for another.
   *
   * @throws where it is not to be written, which ends the run.
   */
  stillAllowed?: () => Promise<void>;
}

/** What became of an apply; whatever went wrong, it says what was written. */
export interface ApplyResult {
  /** `skipped` is what was not written. */
  changes: ChangeSet;
  /** Objects of which no answer says whether they were written. */
  unknown: string[];
  /** Commands that take back what was written, the last first. */
  undo: string[];
  /** How far the nodes of each policy are. */
  policies: Array<{ name: string; progress: PolicyProgress }>;
  /** Why it ended early. */
  failure?: Error;
}

/** One run, with what it has done so far. */
export class ApplyRun {
  private readonly actions = new Map<string, ChangeAction>();
  private readonly written: Written[] = [];
  private readonly unknown: string[] = [];
  private readonly policies: ApplyResult['policies'] = [];

  constructor(
    private readonly options: ApplyOptions,
    private readonly entries: PreviewEntry[],
  ) {}

  async all(): Promise<void> {
    for (const stage of stagesOf(this.entries)) {
      this.options.signal?.throwIfAborted();
      if (stage.some(({ action }) => action !== 'unchanged')) {
        await this.options.stillAllowed?.();
      }
      await (stage[0].object.kind === POLICY_KIND
        ? this.policy(stage[0])
        : concurrently(stage, entry => this.write(entry)));
    }
  }

  result(failure?: Error): ApplyResult {
    return {
      changes: this.entries.map(({ object }) =>
        objectChange(
          objectId(object),
          this.actions.get(formatObject(object)) ?? 'skipped',
        ),
      ),
      unknown: this.unknown,
      undo: undoCommands(this.written),
      policies: this.policies,
      ...(failure && { failure }),
    };
  }

  private async policy(entry: PreviewEntry): Promise<void> {
    const { client, logger, signal, waitLimitMs } = this.options;
    const before: PolicySnapshot | undefined =
      entry.action === 'unchanged'
        ? undefined
        : {
            policy: entry.live,
            enactments: (await client.list(enactmentKind(entry.object))).items,
          };
    const policy = await this.write(entry);
    const progress = await waitForPolicy({
      client,
      policy,
      before,
      limitMs: waitLimitMs,
      logger,
      signal,
    });
    this.policies.push({ name: policy.metadata.name, progress });
  }

  /** The object as it stands afterwards. */
  private async write(previewed: PreviewEntry): Promise<KubeObject> {
    const { logger } = this.options;
    const { object } = previewed;
    const id = formatObject(object);
    let entry = await this.stillMissing(previewed);
    for (let tries = 1; ; tries += 1) {
      this.options.signal?.throwIfAborted();
      if (entry.live && entry.action === 'unchanged') {
        if (previewed.action === 'unchanged') {
          this.actions.set(id, 'unchanged');
        } else {
          // Written already: by us, where only the answer was lost.
          this.record(previewed, entry.live, false);
        }
        return entry.live;
      }
      try {
        const { object: applied, existedBefore } = await this.apply(entry);
        this.record(entry, applied, existedBefore);
        return applied;
      } catch (error) {
        // After an answer that was lost, a refusal may be of what is done already.
        const isStale =
          error instanceof ApiError && (error.isStale || error.afterUnclear);
        if (!isStale || tries === MAX_TRIES) {
          throw this.explain(error as Error, object, true);
        }
        logger.warn(`${id} has changed since it was read; comparing again`);
        entry = await this.again(previewed);
      }
    }
  }

  /**
   * What is to be created has no version that the server could compare: it is looked for once more, as it may be minutes
   * since it was not there. A great many are not, one request each.
   */
  private async stillMissing(previewed: PreviewEntry): Promise<PreviewEntry> {
    if (
      previewed.action !== 'created' ||
      this.entries.length > READ_ONE_BY_ONE
    ) {
      return previewed;
    }
    const live = await this.options.client.read(objectId(previewed.object));
    return live ? this.again(previewed) : previewed;
  }

  private async apply({
    object,
    live,
  }: PreviewEntry): ReturnType<ClusterClient['apply']> {
    const { client, fieldManager, stillAllowed } = this.options;
    let hasWaited = false;
    return whenIdle({ ...this.options, object }, async () => {
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

  private record(
    entry: PreviewEntry,
    applied: KubeObject,
    existedBefore: boolean,
  ): void {
    const { fieldManager, logger } = this.options;
    const { object, live, drift, action } = entry;
    const id = formatObject(object);
    logger.info(`Applied ${id}`);
    const others = managersOf(applied).filter(name => name !== fieldManager);
    if (action === 'created' && (existedBefore || others.length > 0)) {
      // Whose it is nobody knows, so nothing is said of deleting it.
      logger.warn(
        `${id} was created by ${
          others.join(', ') || 'another task'
        } at the same time, and has their fields too; compare it by hand`,
      );
      this.actions.set(id, 'configured');
      return;
    }
    this.actions.set(id, action);
    const written = { object, live, drift };
    this.written.push(written);
    undoCommands([written]).forEach(command =>
      logger.info(
        `To undo on cluster ${this.options.client.cluster}: ${command}`,
      ),
    );
  }

  private async again(previewed: PreviewEntry): Promise<PreviewEntry> {
    const { client } = this.options;
    const { object } = previewed;
    try {
      const live = await client.read(objectId(object));
      const entry = await previewObject({ ...this.options, object }, live);
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
      throw this.explain(error as Error, object, false);
    }
  }

  /** An error for people; notes where nobody can say whether the object was written. */
  private explain(error: Error, object: KubeObject, wasSent: boolean): Error {
    const { cluster } = this.options.client;
    if (error instanceof ApiError) {
      if (wasSent && (error.status >= 500 || error.afterUnclear)) {
        this.unknown.push(formatObject(object));
      }
      return new Error(explainRefusal({ error, object, cluster }));
    }
    const isCut =
      error instanceof ConnectionError || this.options.signal?.aborted;
    if (wasSent && isCut) {
      this.unknown.push(formatObject(object));
    }
    return error;
  }
}

/** Policies one by one, then all networks, then all VMs: the order of the entries decides within a stage. */
function stagesOf(entries: PreviewEntry[]): PreviewEntry[][] {
  const kinds = [...new Set(entries.map(({ object }) => object.kind))].sort(
    (a, b) => Number(b === POLICY_KIND) - Number(a === POLICY_KIND),
  );
  return kinds.flatMap(kind => {
    const stage = entries.filter(({ object }) => object.kind === kind);
    return kind === POLICY_KIND ? stage.map(entry => [entry]) : [stage];
  });
}

/** The server compares the version: what was read is what is changed. */
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
