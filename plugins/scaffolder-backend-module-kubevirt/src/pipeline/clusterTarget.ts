import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  ApplySettings,
  ChangeSet,
  KubeObject,
  LiveFacts,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  Plan,
  formatObject,
  formatObjectId,
  objectChange,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  ConnectionError,
  identityOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  ApplyResult,
  PreviewEntry,
  applyPreviewed,
  previewApply,
} from '../apply';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { settledPolicies } from './settledPolicies';
import {
  ActionDependencies,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  UNCHANGED,
} from './types';

/** The end of what is mostly told before the first write; what was written by now is told beside it. */
const NOTHING_WRITTEN = /\. Nothing was written$/;

interface ClusterTargetOptions {
  plan: Plan;
  manifests: RenderedManifest[];
  live: LiveFacts;
  ctx: PipelineContext;
  deps: ActionDependencies;
}

/** `delivery: apply`: server-side apply to the cluster, as the person who asked, and the wait until the nodes follow. */
export async function clusterTarget(
  options: ClusterTargetOptions,
): Promise<DeliveryTarget> {
  const { plan, ctx, deps } = options;
  const { site } = deps;
  const { logger, signal } = ctx;
  await refuseStandIn(site.apply, ctx);
  const objects = options.manifests.map(({ object }) => object);
  const client = await deps.openCluster({
    cluster: plan.cluster,
    identity: identityOf({
      settings: site.apply,
      user: ctx.user,
      secrets: ctx.secrets,
    }),
    logger,
    signal,
  });
  logger.info(`Reading cluster ${plan.cluster} as ${client.actingAs}`);
  const waitLimitMs = site.apply.waitMinutes * 60_000;
  const settled = await reading(() =>
    settledPolicies({ client, objects, live: options.live }),
  );
  settled.forEach(object =>
    logger.info(
      `${formatObject(object)} stands as planned; it is not for ${
        client.actingAs
      } to write, and need not be`,
    ),
  );
  const settings = {
    client,
    objects: objects.filter(object => !settled.includes(object)),
    fieldManager: site.fieldManager,
    logger,
    signal,
    waitLimitMs,
    // A preview tells what is; only a delivery waits for its turn.
    busyLimitMs: ctx.isDryRun ? 0 : waitLimitMs,
  };

  return {
    identity: client.actingAs,
    facts: async () => ({
      existing: {
        source: `cluster ${plan.cluster}`,
        objects: await reading(() => existingObjects({ ...options, client })),
      },
    }),
    outcome: async () => objects,
    stage: async () => ({ changes: announce(await preview()) }),
    deliver: async (_findings, { reachOf, stillAllowed }) => {
      const entries = await preview();
      reachOf(announce(entries));
      const result = await applyPreviewed(
        { ...settings, stillAllowed },
        entries,
      );
      if (result.failure) {
        throw failed(result, result.failure);
      }
      return report(result);
    },
    close: () => client.close(),
  };

  function preview(): Promise<PreviewEntry[]> {
    return reading(() => previewApply(settings));
  }

  /** Before the first write, an error of the cluster is told with what it means. */
  async function reading<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ApiError || error instanceof ConnectionError) {
        const message = `Cluster ${plan.cluster}: ${error.message}. Nothing was written`;
        throw error instanceof ApiError && [401, 403].includes(error.status)
          ? new NotAllowedError(message)
          : new ServiceUnavailableError(message);
      }
      throw error;
    }
  }

  function announce(entries: PreviewEntry[]): ChangeSet {
    for (const { object, action, drift = [] } of entries) {
      const fields = drift.map(({ path }) => path).join(', ');
      logger.info(
        `Dry run by the server: ${formatObject(object)} would be ${action}${
          fields && `, in ${fields}`
        }`,
      );
    }
    return withSettled(
      entries.map(({ object, action }) =>
        objectChange(objectId(object), action),
      ),
    );
  }

  /** Policies come first. */
  function withSettled(changes: ChangeSet): ChangeSet {
    return [
      ...settled.map(object => objectChange(objectId(object), 'unchanged')),
      ...changes,
    ];
  }

  function report({ changes, undo, policies }: ApplyResult): DeliveryReport {
    const nodes = policies.map(
      ({ name, progress: { configured, ready, matching } }) =>
        `Policy \`${name}\` is configured on ${configured} of ${
          ready ?? configured
        } ready nodes${
          matching !== undefined && ready !== undefined && matching > ready
            ? `; ${
                matching - ready
              } more match and are not ready, they follow when they are`
            : ''
        }.`,
    );
    if (undo.length === 0) {
      logger.info(UNCHANGED);
    }
    return {
      changes: withSettled(changes),
      nextStep: [
        undo.length > 0
          ? `Applied to cluster \`${plan.cluster}\`.`
          : `Nothing to do: cluster \`${plan.cluster}\` has these objects already.`,
        ...nodes,
        ...(undo.length > 0
          ? [
              `\n\nTo undo it:\n\n\`\`\`\n# on cluster ${
                plan.cluster
              }\n${undo.join('\n')}\n\`\`\``,
            ]
          : []),
      ]
        .join(' ')
        .replace(/ \n/g, '\n'),
    };
  }

  /** Whatever happened, the user learns what was written and how to take it back. */
  function failed(result: ApplyResult, failure: Error): Error {
    const { changes, unknown, undo } = result;
    const written = changes.filter(
      ({ action }) => action === 'created' || action === 'configured',
    );
    const open = changes.filter(
      change =>
        change.action === 'skipped' &&
        !unknown.includes(formatObjectId(change)),
    );
    const names = (set: ChangeSet) => set.map(formatObjectId).join(', ');
    const reason = signal?.aborted
      ? 'The task was cancelled'
      : failure.message.replace(/\.$/, '').replace(NOTHING_WRITTEN, '');
    const parts = [
      reason,
      written.length > 0
        ? `Written to cluster ${plan.cluster}: ${names(written)}`
        : 'Nothing was written',
      ...(unknown.length > 0
        ? [
            `Not known, as no answer came: ${unknown.join(
              ', ',
            )}; running again finds out`,
          ]
        : []),
      ...(open.length > 0 ? [`Not written: ${names(open)}`] : []),
      ...(undo.length > 0
        ? ['Running again continues from there; to undo it, see the log']
        : []),
    ];
    const message = parts.join('. ');
    if (signal?.aborted) {
      // Nobody reads the error of a cancelled task.
      logger.warn(message);
    }
    return new Error(message, { cause: failure });
  }
}

/**
 * Backstage lets one person retry the task of another: it would run with the rights of whoever began it.
 *
 * @throws NotAllowedError where the person who runs the task now is not the one that it acts as.
 */
async function refuseStandIn(
  { identity }: ApplySettings,
  ctx: PipelineContext,
): Promise<void> {
  if (identity !== 'impersonate' || !ctx.user?.ref) {
    return;
  }
  const { principal } = (await ctx.getInitiatorCredentials()) as {
    principal?: { userEntityRef?: string };
  };
  if (principal?.userEntityRef !== ctx.user.ref) {
    throw new NotAllowedError(
      `This task was begun by ${ctx.user.ref} and is run by ${
        principal?.userEntityRef ?? 'nobody who is signed in'
      }: direct apply acts as the person who asks. Nothing was written; begin a task of your own`,
    );
  }
}

/**
 * What stands in the cluster, by the facts that were gathered. The networks of the namespace are not to be missed: a NAD
 * that VMs use is not written blindly.
 *
 * @throws NotAllowedError where they can't be read.
 */
async function existingObjects(
  options: ClusterTargetOptions & { client: ClusterClient },
): Promise<KubeObject[]> {
  const { live, plan, client } = options;
  const { policies, networks, vms } = live;
  const namespace = plan.objects.find(({ id }) => id.namespace)?.id.namespace;
  const found = [policies, vms].flatMap(fact =>
    fact.known ? fact.objects : [],
  );
  if (networks.known) {
    return [...found, ...networks.objects];
  }
  try {
    const { items } = await client.list({
      apiVersion: NETWORK_API_VERSION,
      kind: NETWORK_KIND,
      namespace,
    });
    return [...found, ...items];
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) {
      throw new NotAllowedError(
        `The networks of namespace ${namespace} can't be read on cluster ${client.cluster} as ${client.actingAs}: ${error.message}. Nothing was written`,
      );
    }
    throw error;
  }
}
