import { randomUUID } from 'node:crypto';
import {
  AuthService,
  DiscoveryService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Preview,
  PreviewRequest,
  PreviewStep,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { DryRunLimits, DryRunQueue } from './DryRunQueue';
import { dropEmpty } from './dropEmpty';
import { failureOf } from './failureOf';
import { readTemplate } from './readTemplate';
import { stepsIn } from './stepsIn';
import { templateFiles } from './templateFiles';
import { PREVIEW, stepIds, withPreviews } from './withPreviews';

/** The steps of a template may fetch from other servers. */
const TIMEOUT_MS = 60_000;

/**
 * A dry run costs the scaffolder as much as a task, and a form starts one at each change of an answer. Two per user are
 * enough for two open forms, or for one form whose previous call is being aborted.
 */
const LIMITS = {
  perUser: 2,
  total: 8,
  waitingPerUser: 4,
  maxWaitMs: 10_000,
};

/** The services that previews need. */
interface PreviewsOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  auth: Pick<AuthService, 'getPluginRequestToken'>;
  discovery: DiscoveryService;
}

/** Makes previews by the scaffolder's own dry run, as the user: a preview shows what the task would do. */
export class Previews {
  readonly #deps: PreviewsOptions;
  readonly #queue: DryRunQueue;

  constructor(deps: PreviewsOptions, limits: DryRunLimits = LIMITS) {
    this.#deps = deps;
    this.#queue = new DryRunQueue(limits);
  }

  /**
   * Previews a template's task.
   *
   * @param signal - ends the wait
   * @throws NotFoundError for a template that the user can't see; BusyError if too many previews are being made;
   * ServiceUnavailableError if the scaffolder does not answer. A refusal by the scaffolder becomes the `failure`.
   */
  async create(options: {
    request: PreviewRequest;
    requester: Requester;
    signal: AbortSignal;
  }): Promise<Preview> {
    const { request, requester, signal } = options;
    const template = await readTemplate({
      catalog: this.#deps.catalog,
      requester,
      templateRef: request.templateRef,
    });
    const response = await this.#queue.run({
      user: requester.ref,
      signal,
      work: async () =>
        this.#dryRun({
          requester,
          body: {
            template: withPreviews(template),
            values: dropEmpty(request.values),
            // Makes the actions output a preview, instead of logging it.
            secrets: { [PREVIEW]: randomUUID() },
            directoryContents: await templateFiles({
              ...this.#deps,
              template,
            }),
          },
        }),
    });
    if (response.status !== 200) {
      return { steps: [], failure: failureOf(response.status, response.body) };
    }
    const steps = stepsIn(JSON.parse(response.body), stepIds(template));
    const failure = failureByFindings(steps);
    return { steps, ...(failure !== undefined && { failure }) };
  }

  async #dryRun(options: {
    requester: Requester;
    body: object;
  }): Promise<{ status: number; body: string }> {
    const { auth, discovery } = this.#deps;
    const { requester, body } = options;
    const baseUrl = await discovery.getBaseUrl('scaffolder');
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: requester.credentials,
      targetPluginId: 'scaffolder',
    });
    try {
      const response = await fetch(`${baseUrl}/v2/dry-run`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
        // Not the browser's signal: the scaffolder continues after an abort, and the place stays taken.
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      throw new ServiceUnavailableError(
        `The scaffolder did not answer, so that there is no preview: ${
          (error as Error).message
        }; try again`,
      );
    }
  }
}

/** In a preview, actions continue after findings that stop a task. */
function failureByFindings(steps: PreviewStep[]): string | undefined {
  const counts = steps
    .map(({ id, findings }) => ({
      id,
      errors: findings.filter(({ level }) => level === 'error').length,
    }))
    .filter(({ errors }) => errors > 0);
  return counts.length === 0
    ? undefined
    : counts
        .map(
          ({ id, errors }) =>
            `The checks of step "${id}" found ${errors} ${
              errors === 1 ? 'error' : 'errors'
            }: the task stops there, and writes nothing of it`,
        )
        .join('. ');
}
