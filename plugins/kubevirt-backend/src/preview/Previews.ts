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
import { Asker } from '../asker/Asker';
import { DryRunLimits, DryRunQueue } from './DryRunQueue';
import { dropEmpty } from './dropEmpty';
import { failureOf } from './failureOf';
import { readTemplate } from './readTemplate';
import { stepsIn } from './stepsIn';
import { templateFiles } from './templateFiles';
import { PREVIEW, stepIds, withPreviews } from './withPreviews';

/** Templates may fetch from elsewhere in their steps. */
const TIMEOUT_MS = 60_000;

/**
 * A dry run takes the scaffolder as much as a task does, and a form makes one for each change of an answer. One user has
 * two forms open, or one of which the last call is about to be hung up.
 */
const LIMITS = {
  perUser: 2,
  total: 8,
  waitingPerUser: 4,
  maxWaitMs: 10_000,
};

/** Runs templates dry, in the scaffolder itself and as the user: what a preview shows is what the task would do. */
export class Previews {
  readonly #queue: DryRunQueue;

  constructor(
    private readonly deps: {
      catalog: Pick<CatalogService, 'getEntityByRef'>;
      reader: UrlReaderService;
      integrations: ScmIntegrations;
      auth: Pick<AuthService, 'getPluginRequestToken'>;
      discovery: DiscoveryService;
    },
    limits: DryRunLimits = LIMITS,
  ) {
    this.#queue = new DryRunQueue(limits);
  }

  /**
   * What a template's task would do.
   *
   * @param signal - ends the wait
   * @throws NotFoundError for a template that the user can't see; BusyError where too many are made already;
   * ServiceUnavailableError where the scaffolder does not answer. What the scaffolder refuses is a `failure`.
   */
  async create(options: {
    request: PreviewRequest;
    asker: Asker;
    signal: AbortSignal;
  }): Promise<Preview> {
    const { request, asker, signal } = options;
    const template = await readTemplate({
      catalog: this.deps.catalog,
      asker,
      templateRef: request.templateRef,
    });
    const response = await this.#queue.run({
      user: asker.ref,
      signal,
      work: async () =>
        this.#dryRun({
          asker,
          body: {
            template: withPreviews(template),
            values: dropEmpty(request.values),
            // The actions give the preview to whoever knows to ask; it is in no log.
            secrets: { [PREVIEW]: randomUUID() },
            directoryContents: await templateFiles({
              ...this.deps,
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
    asker: Asker;
    body: object;
  }): Promise<{ status: number; body: string }> {
    const { auth, discovery } = this.deps;
    const { asker, body } = options;
    const baseUrl = await discovery.getBaseUrl('scaffolder');
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: asker.credentials,
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
        // Not that of the browser: the scaffolder goes on when it hangs up, and keeps the place.
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

/** In a preview, the actions go on in spite of errors that stop a task. */
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
