import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import {
  GitOpsSettings,
  NamedInCluster,
  Part,
  Site,
  VM_API_VERSION,
  VM_KIND,
  VmLinks,
  WebLink,
  changeBranch,
  isWebUrl,
  objectPath,
  vmChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { fileUrl, openHost } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { SharedReads } from '../live/SharedReads';
import { inTime } from '../live/inTime';

/** Git hosts limit the rate of calls, and pull requests rarely change within a minute. */
const TTL_MS = 60_000;
/** Shorter, so that a retry after a failure helps soon. */
const FAILURE_TTL_MS = 10_000;
const TIMEOUT_MS = 5_000;
/** A link takes a few hundred bytes. */
const MAX_ENTRIES = 1_000;

interface GitOpsLinksOptions {
  site: Site;
  integrations: ScmIntegrations;
  reader: Pick<UrlReaderService, 'readUrl'>;
  /** Removes secrets from a host's messages. */
  redact: (text: string) => string;
  /** Replaced in tests. */
  openHost?: typeof openHost;
  timeoutMs?: number;
}

/** Links to the GitOps repository: the open pull request of a VM's own branch, and its file on the base branch. */
export class GitOpsLinks {
  readonly #options: GitOpsLinksOptions;
  readonly #reads = new SharedReads({
    ttlMs: TTL_MS,
    failureTtlMs: FAILURE_TTL_MS,
    maxEntries: MAX_ENTRIES,
  });

  constructor(options: GitOpsLinksOptions) {
    this.#options = options;
  }

  /** Never throws, and takes a few seconds at most. A part that can't be read says why. */
  async of(vm: NamedInCluster): Promise<Pick<VmLinks, 'request' | 'file'>> {
    const { gitOps } = this.#options.site;
    if (!gitOps) {
      return {};
    }
    const [request, file] = await Promise.all([
      this.#part(['request', vm], signal => this.#request(gitOps, vm, signal)),
      this.#part(['file', vm], signal => this.#file(gitOps, vm, signal)),
    ]);
    return { ...(request && { request }), ...(file && { file }) };
  }

  async #part(
    what: unknown,
    read: (signal: AbortSignal) => Promise<WebLink | undefined>,
  ): Promise<Part<WebLink> | undefined> {
    const { timeoutMs = TIMEOUT_MS, redact } = this.#options;
    try {
      const link = await this.#reads.get(JSON.stringify(what), () =>
        inTime(timeoutMs, read),
      );
      return link && { value: link };
    } catch (error) {
      const reason = redact((error as Error).message).replace(/\.$/, '');
      return {
        unavailable: `the GitOps repository can’t be read: ${reason}`,
      };
    }
  }

  async #request(
    settings: GitOpsSettings,
    vm: NamedInCluster,
    signal: AbortSignal,
  ): Promise<WebLink | undefined> {
    const { integrations, redact, openHost: open = openHost } = this.#options;
    const { repoUrl, baseBranch } = settings;
    const branch = changeBranch(settings, vmChange(vm));
    const host = await open({ integrations, repoUrl, redact });
    const own = await host?.findOpen({ baseBranch, branch, signal });
    // The host's answer becomes a link in a browser.
    return own && isWebUrl(own.url)
      ? { name: own.name, url: own.url }
      : undefined;
  }

  async #file(
    settings: GitOpsSettings,
    vm: NamedInCluster,
    signal: AbortSignal,
  ): Promise<WebLink | undefined> {
    const { integrations, site, reader } = this.#options;
    const { cluster, namespace, name } = vm;
    const { repoUrl, baseBranch: branch } = settings;
    const id = { apiVersion: VM_API_VERSION, kind: VM_KIND, namespace, name };
    const path = objectPath({ site, cluster, id });
    const url = fileUrl({ integrations, repoUrl, branch, path });
    if (url === undefined || !isWebUrl(url)) {
      return undefined;
    }
    if (branch.includes('/')) {
      throw new Error(
        `kubevirt.gitOps.baseBranch is "${branch}", and Backstage's reader takes a "/" for the end of a branch`,
      );
    }
    try {
      const file = await reader.readUrl(url, { signal });
      await file.buffer();
      return { name: path, url };
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }
}
