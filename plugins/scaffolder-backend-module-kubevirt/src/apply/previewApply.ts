import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Difference,
  KubeObject,
  POLICY_KIND,
  formatObject,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { beforeWriting } from '../beforeWriting';
import { concurrently } from './concurrently';
import { driftOf } from './drift';
import { explainRefusal } from './explainRefusal';
import { gitOpsManager } from './gitOpsManager';
import { nodeSelectorOf } from './policyKinds';
import { READ_ONE_BY_ONE, checkReadRights, checkRights } from './rights';

/** What an apply would do to one object, by the dry run of the server. */
export interface PreviewEntry {
  /** The manifest. */
  object: KubeObject;
  /** Absent: it does not exist. */
  live?: KubeObject;
  /** The fields that would change; absent for an object that does not exist. */
  drift?: Difference[];
  action: 'created' | 'configured' | 'unchanged';
}

export interface PreviewOptions {
  client: ClusterClient;
  objects: KubeObject[];
  fieldManager: string;
  logger: Pick<LoggerService, 'info' | 'warn' | 'debug'>;
  signal?: AbortSignal;
  /** How long to wait for a policy whose last change is still under way. */
  busyLimitMs: number;
}

/**
 * Reads the existing objects, proves the rights, and has the server dry-run every apply, including admission.
 *
 * @throws NotAllowedError for missing rights and for objects of a GitOps controller, InputError for everything that the
 * server refuses, in its words. Nothing was written then.
 */
export async function previewApply(
  options: PreviewOptions,
): Promise<PreviewEntry[]> {
  const { client, objects } = options;
  await checkReadRights(client, objects.map(objectId));
  const live = await readLive(client, objects);
  await checkRights({
    client,
    objects,
    exists: object => live.has(formatObject(object)),
  });
  const outcomes = await concurrently(objects, async object => {
    try {
      return await beforeWriting(() =>
        previewObject({ ...options, object }, live.get(formatObject(object))),
      );
    } catch (error) {
      if (error instanceof ApiError) {
        return explainRefusal({ error, object, cluster: client.cluster });
      }
      throw error;
    }
  });
  const refusals = outcomes.filter(
    (outcome): outcome is string => typeof outcome === 'string',
  );
  if (refusals.length > 0) {
    throw new InputError(
      `Cluster ${
        client.cluster
      } refuses this, nothing was written. ${refusals.join('. ')}`,
    );
  }
  const entries = outcomes.filter(
    (outcome): outcome is PreviewEntry => typeof outcome !== 'string',
  );
  refuseManaged(entries);
  return entries;
}

/** Compares one object with the existing one in the cluster. */
export async function previewObject(
  options: Omit<PreviewOptions, 'objects'> & { object: KubeObject },
  live: KubeObject | undefined,
): Promise<PreviewEntry> {
  const { client, object, fieldManager } = options;
  const { object: wanted } = await whenIdle(options, () =>
    client.apply(object, { fieldManager, dryRun: true }),
  );
  refuseNarrowed(object, wanted);
  if (!live) {
    return { object, action: 'created' };
  }
  const drift = driftOf(live, wanted);
  return {
    object,
    live,
    drift,
    action: drift.length > 0 ? 'configured' : 'unchanged',
  };
}

/**
 * In server-side apply, each key of a nodeSelector has its own manager. A key of another manager stays, and silently excludes
 * nodes.
 *
 * @throws InputError that names the keys.
 */
function refuseNarrowed(object: KubeObject, wanted: KubeObject): void {
  if (object.kind !== POLICY_KIND) {
    return;
  }
  const [ours, theirs] = [object, wanted].map(nodeSelectorOf);
  const extra = Object.keys(theirs).filter(key => !Object.hasOwn(ours, key));
  if (extra.length > 0) {
    throw new InputError(
      `${formatObject(object)} spec.nodeSelector: found ${extra
        .map(key => `${key}: ${theirs[key]}`)
        .join(
          ', ',
        )} of another manager, which would take nodes of the pool away; have it removed`,
    );
  }
}

const BUSY = /is still in progress/;
const BUSY_PAUSE_MS = 2000;

/** kubernetes-nmstate refuses to change a policy while its last change is under way: retry until the policy is idle. */
export async function whenIdle<T>(
  options: Omit<PreviewOptions, 'objects'> & { object: KubeObject },
  attempt: () => Promise<T>,
): Promise<T> {
  const { object, logger, signal, busyLimitMs } = options;
  const end = Date.now() + busyLimitMs;
  for (let pause = BUSY_PAUSE_MS; ; pause = Math.min(pause * 2, 30_000)) {
    try {
      return await attempt();
    } catch (error) {
      const isBusy =
        object.kind === POLICY_KIND &&
        error instanceof ApiError &&
        !error.afterUnclear &&
        BUSY.test(error.message);
      if (!isBusy || Date.now() + pause > end) {
        throw error;
      }
      logger.info(
        `${formatObject(
          object,
        )}: its last change is still under way on the nodes; asking again in ${
          pause / 1000
        } s`,
      );
      await sleep(pause, undefined, { signal });
    }
  }
}

async function readLive(
  client: ClusterClient,
  objects: KubeObject[],
): Promise<Map<string, KubeObject>> {
  const groups = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const key = [apiVersion, kind, metadata.namespace ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  const found = await concurrently([...groups.values()], group =>
    group.length > READ_ONE_BY_ONE
      ? readList(client, group)
      : readEach(client, group),
  );
  return new Map(found.flat().map(object => [formatObject(object), object]));
}

async function readEach(
  client: ClusterClient,
  group: KubeObject[],
): Promise<KubeObject[]> {
  const found = await Promise.all(
    group.map(object => client.read(objectId(object))),
  );
  return found.flatMap(object => object ?? []);
}

async function readList(
  client: ClusterClient,
  group: KubeObject[],
): Promise<KubeObject[]> {
  const [{ apiVersion, kind, metadata }] = group;
  const { items } = await client.list({
    apiVersion,
    kind,
    namespace: metadata.namespace,
  });
  const wanted = new Set(group.map(formatObject));
  return items.filter(item => wanted.has(formatObject(item)));
}

/** A GitOps controller would revert changes to the objects that it manages. */
function refuseManaged(entries: PreviewEntry[]): void {
  const managed = entries.flatMap(({ object, live, action }) => {
    const manager = live && action !== 'unchanged' && gitOpsManager(live);
    return manager ? [`${formatObject(object)} (${manager})`] : [];
  });
  if (managed.length > 0) {
    throw new NotAllowedError(
      `${managed.join(
        ', ',
      )}: managed from a GitOps repository, which would put back what is applied directly. Nothing was written; choose the delivery "pull-request"`,
    );
  }
}
