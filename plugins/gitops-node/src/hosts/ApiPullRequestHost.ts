import {
  isSameText,
  isUnfinished,
  replaceSection,
  withMarkers,
  withUnfinishedMarkers,
} from './bodySection';
import { Extras, HostApi, KnownRequest } from './HostApi';
import { HostCallSettings, HostCalls, HostConnection } from './HostCalls';
import { HostFailure } from './hostError';
import {
  Proposal,
  ProposalReport,
  PullRequest,
  PullRequestHost,
  isOwnRequest,
} from './PullRequestHost';
import { requestTitle } from './requestTitle';

const MAX_LISTED = 1000;

async function withPlainErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof HostFailure ? error.toError() : error;
  }
}

/** The part that all hosts share: it reads pages, and opens a request or updates the open one. */
export class ApiPullRequestHost implements PullRequestHost {
  readonly kind: string;
  readonly host: string;
  readonly #api: HostApi;
  readonly #calls: HostCalls;

  constructor(options: { api: HostApi } & HostConnection & HostCallSettings) {
    const { api, host } = options;
    this.kind = api.kind;
    this.host = host;
    this.#api = api;
    this.#calls = new HostCalls({ ...options, kind: api.kind });
  }

  async listOpen(options: {
    baseBranch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest[]> {
    return withPlainErrors(async () => {
      const listed: PullRequest[] = [];
      for await (const { request } of this.#pages(options)) {
        listed.push(request);
      }
      return listed;
    });
  }

  async findOpen(options: {
    baseBranch: string;
    branch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest | undefined> {
    return withPlainErrors(async () => (await this.#find(options))?.request);
  }

  async propose(proposal: Proposal): Promise<ProposalReport> {
    const body = this.#api.escapeBody?.(proposal.body) ?? proposal.body;
    const escaped = { ...proposal, body };
    return withPlainErrors(async () => {
      const existing = await this.#find(escaped);
      if (!existing) {
        return this.#open(escaped);
      }
      return isUnfinished(existing.body)
        ? { ...(await this.#finish(existing, escaped)), outcome: 'updated' }
        : this.#bringUpToDate(existing, escaped);
    });
  }

  async *#pages(options: {
    baseBranch: string;
    branch?: string;
    signal?: AbortSignal;
  }): AsyncGenerator<KnownRequest> {
    const { baseBranch, branch, signal } = options;
    let seen = 0;
    for (let page = 1; ; page++) {
      const { requests, hasMore } = await this.#calls.run(
        { action: 'list open requests', kind: 'read', signal },
        send => this.#api.list({ baseBranch, branch, page }, send),
      );
      yield* requests
        .slice(0, MAX_LISTED - seen)
        .filter(known => known.baseBranch === baseBranch);
      seen += requests.length;
      if (!hasMore || requests.length === 0 || seen >= MAX_LISTED) {
        return;
      }
    }
  }

  async #find(
    options: Pick<Proposal, 'baseBranch' | 'branch' | 'signal'>,
  ): Promise<KnownRequest | undefined> {
    for await (const known of this.#pages(options)) {
      if (isOwnRequest(known.request, options.branch)) {
        return known;
      }
    }
    return undefined;
  }

  #change(known: KnownRequest, proposal: Proposal) {
    const title = requestTitle(proposal.title, known.request.title);
    const body = replaceSection(known.body, proposal.body);
    const isNeeded =
      title !== known.request.title || !isSameText(body, known.body);
    return { title, body, isNeeded };
  }

  async #bringUpToDate(
    known: KnownRequest,
    proposal: Proposal,
  ): Promise<ProposalReport> {
    const { title, body, isNeeded } = this.#change(known, proposal);
    if (!isNeeded) {
      return { request: known.request, outcome: 'unchanged', warnings: [] };
    }
    const { request } = await this.#calls.run(
      { action: 'update a request', kind: 'write', signal: proposal.signal },
      send => this.#api.update({ known, title, body }, send),
    );
    return { request, outcome: 'updated', warnings: [] };
  }

  async #open(proposal: Proposal): Promise<ProposalReport> {
    const { branch, baseBranch, labels, signal } = proposal;
    const title = requestTitle(proposal.title);
    const hasExtras = labels.length > 0 || proposal.reviewers.length > 0;
    const body = (hasExtras ? withUnfinishedMarkers : withMarkers)(
      proposal.body,
    );
    for (let attempts = 1; ; attempts++) {
      try {
        const known = await this.#calls.run(
          { action: 'open a request', kind: 'once', signal },
          send =>
            this.#api.open({ branch, baseBranch, title, body, labels }, send),
        );
        return await this.#finish(known, proposal);
      } catch (error) {
        if (!(error instanceof HostFailure) || !error.mayHaveHappened) {
          throw error;
        }
        const mayRepeat = await this.#calls.pause({
          failure: error,
          attempts,
          signal,
        });
        const existing = await this.#findAfter(error, proposal);
        if (existing) {
          return this.#adopt({ existing, proposal, failure: error });
        }
        if (!mayRepeat) {
          throw error;
        }
      }
    }
  }

  /** Looks for the request after a failure. If that fails too, the first failure is thrown, as it is more useful. */
  async #findAfter(failure: HostFailure, proposal: Proposal) {
    try {
      return await this.#find(proposal);
    } catch (error) {
      throw error instanceof HostFailure ? failure : error;
    }
  }

  /** Updates a request that appeared while we opened ours: it is ours if only the answer was lost, or another task's. */
  async #adopt(options: {
    existing: KnownRequest;
    proposal: Proposal;
    failure: HostFailure;
  }): Promise<ProposalReport> {
    const { existing, proposal, failure } = options;
    const isAnothers = failure.status === 409 || failure.status === 422;
    const isOurs =
      isUnfinished(existing.body) ||
      (!isAnothers && !this.#change(existing, proposal).isNeeded);
    return isOurs
      ? this.#finish(existing, proposal)
      : this.#bringUpToDate(existing, proposal);
  }

  /** Adds labels and reviewers, and then removes the mark for missing ones. A failure becomes a warning. */
  async #finish(
    known: KnownRequest,
    proposal: Proposal,
  ): Promise<ProposalReport> {
    const { reviewers, signal } = proposal;
    const warnings: string[] = [];
    const attempt: Extras['attempt'] = async (call, work) => {
      try {
        return await this.#calls.run({ ...call, signal }, work);
      } catch (error) {
        if (!(error instanceof HostFailure)) {
          throw error;
        }
        if (!call.isQuiet) {
          warnings.push(error.message);
        }
        return undefined;
      }
    };
    await this.#api.addExtras({
      known,
      labels: proposal.labels.filter(label => !known.labels.includes(label)),
      reviewers,
      extras: { warn: sentence => warnings.push(sentence), attempt },
    });
    const { title, body, isNeeded } = this.#change(known, proposal);
    const updated =
      isNeeded &&
      (await attempt({ action: 'update a request', kind: 'write' }, send =>
        this.#api.update({ known, title, body }, send),
      ));
    const { request } = updated || known;
    return { request, outcome: 'opened', warnings };
  }
}
