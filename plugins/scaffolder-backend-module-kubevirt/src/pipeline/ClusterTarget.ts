import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  ChangeSet,
  KubeObject,
  formatObject,
  formatObjectId,
  objectChange,
  objectId,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  ConnectionError,
  identityOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  ApplyOptions,
  PreviewEntry,
  PreviewOptions,
  RemovalEntry,
  applyPreviewed,
  previewApply,
  previewRemovals,
  refuseUnjudged,
} from '../apply';
import { Delivery, DeliveryReport, DeliveryTarget } from './DeliveryTarget';
import { PlannedRun } from './PlannedRun';
import { applyFailure, applyReport } from './applyReport';
import { nothingWritten } from '../beforeWriting';
import { existingObjects } from './existingObjects';
import { refuseStandIn } from './refuseStandIn';
import { settledPolicies } from './settledPolicies';

/** `delivery: apply`: server-side apply to the cluster, as the person who asked, and the wait until the nodes follow. */
export class ClusterTarget implements DeliveryTarget {
  readonly #run: PlannedRun;
  readonly #client: ClusterClient;
  /** Policies that need no write. */
  #settled: KubeObject[] = [];
  #entries: PreviewEntry[] = [];
  #removals: RemovalEntry[] = [];
  /** What the checks judge. */
  #existing: KubeObject[] = [];

  private constructor(run: PlannedRun, client: ClusterClient) {
    this.#run = run;
    this.#client = client;
  }

  static async open(run: PlannedRun): Promise<ClusterTarget> {
    const { plan, ctx, deps } = run;
    const { logger, signal, user, secrets } = ctx;
    const settings = deps.site.apply;
    await refuseStandIn(settings, ctx);
    const client = await deps.openCluster({
      cluster: plan.cluster,
      identity: identityOf({ settings, user, secrets }),
      logger,
      signal,
    });
    logger.info(`Reading cluster ${plan.cluster} as ${client.actingAs}`);
    const target = new ClusterTarget(run, client);
    await target.#findSettled();
    return target;
  }

  get identity(): string {
    return this.#client.actingAs;
  }

  async facts() {
    const { plan } = this.#run;
    this.#existing = await this.#reading(() =>
      existingObjects({ ...this.#run, client: this.#client }),
    );
    const source = `cluster ${plan.cluster}`;
    return { existing: { source, isCluster: true, objects: this.#existing } };
  }

  async outcome(): Promise<KubeObject[]> {
    return this.#run.manifests.map(({ object }) => object);
  }

  async stage() {
    this.#entries = await this.#reading(() =>
      previewApply(this.#applyOptions()),
    );
    this.#removals = await this.#reading(() =>
      previewRemovals(
        this.#client,
        removedObjects(this.#run.plan.removals).map(({ id }) => id),
      ),
    );
    refuseUnjudged(this.#removals, this.#existing);
    this.#entries.forEach(entry => this.#log(entry));
    this.#removals.forEach(entry => this.#logRemoval(entry));
    const changes = this.#withSettled([
      ...this.#entries.map(({ object, action }) =>
        objectChange(objectId(object), action),
      ),
      ...this.#removals.map(({ id, action }) => objectChange(id, action)),
    ]);
    return { changes, effective: changes };
  }

  async deliver({ permit }: Delivery): Promise<DeliveryReport> {
    const { plan, ctx } = this.#run;
    const result = await applyPreviewed(
      { ...this.#applyOptions(), stillAllowed: () => permit.renew() },
      this.#entries,
      this.#removals,
    );
    const { cluster } = plan;
    if (result.failure) {
      throw applyFailure({ cluster, result, ctx });
    }
    const report = applyReport({ cluster, result, ctx });
    return { ...report, changes: this.#withSettled(report.changes) };
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #findSettled(): Promise<void> {
    const { live, ctx } = this.#run;
    const client = this.#client;
    const objects = await this.outcome();
    this.#settled = await this.#reading(() =>
      settledPolicies({ client, objects, live }),
    );
    this.#settled.forEach(object =>
      ctx.logger.info(
        `${formatObject(object)} stands as planned; it is not for ${
          client.actingAs
        } to write, and need not be`,
      ),
    );
  }

  #applyOptions(): PreviewOptions & Pick<ApplyOptions, 'waitLimitMs'> {
    const { manifests, ctx, deps } = this.#run;
    const { apply, fieldManager } = deps.site;
    const waitLimitMs = apply.waitMinutes * 60_000;
    return {
      client: this.#client,
      objects: manifests
        .map(({ object }) => object)
        .filter(object => !this.#settled.includes(object)),
      fieldManager,
      logger: ctx.logger,
      signal: ctx.signal,
      waitLimitMs,
      // A dry run reports what it finds; only a delivery waits for a busy policy.
      busyLimitMs: ctx.isDryRun ? 0 : waitLimitMs,
    };
  }

  /** Explains an error of the cluster that comes before the first write. */
  async #reading<T>(read: () => Promise<T>): Promise<T> {
    const { cluster } = this.#run.plan;
    try {
      return await read();
    } catch (error) {
      if (error instanceof ApiError || error instanceof ConnectionError) {
        const message = `Cluster ${cluster}: ${error.message}`;
        throw nothingWritten(
          error instanceof ApiError && [401, 403].includes(error.status)
            ? new NotAllowedError(message)
            : new ServiceUnavailableError(message),
        );
      }
      throw error;
    }
  }

  #log({ object, action, drift = [] }: PreviewEntry): void {
    const fields = drift.map(({ path }) => path).join(', ');
    this.#run.ctx.logger.info(
      `Dry run by the server: ${formatObject(object)} would be ${action}${
        fields && `, in ${fields}`
      }`,
    );
  }

  #logRemoval({ id, action }: RemovalEntry): void {
    this.#run.ctx.logger.info(
      `Dry run by the server: ${formatObjectId(id)} would be ${action}`,
    );
  }

  /** Policies come first. */
  #withSettled(changes: ChangeSet): ChangeSet {
    return [
      ...this.#settled.map(object =>
        objectChange(objectId(object), 'unchanged'),
      ),
      ...changes,
    ];
  }
}
