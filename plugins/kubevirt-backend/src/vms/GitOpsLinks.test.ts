import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { PullRequest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { siteConfig } from '../__testUtils__/samples';
import { GitOpsLinks } from './GitOpsLinks';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: { gitea: [{ host: 'git.example.com' }] },
  }),
);
const vm = { cluster: 'demo', namespace: 'demo', name: 'web-1' };
const BRANCH = 'kubevirt/vm-create/demo/demo/web-1';
const FILE =
  'https://git.example.com/platform/gitops/src/branch/main/clusters/demo/namespaces/demo/virtualmachine-web-1.yaml';
const request = (more: Partial<PullRequest> = {}): PullRequest => ({
  name: '#7',
  url: 'https://git.example.com/platform/gitops/pulls/7',
  title: 'Create VM demo/web-1',
  branch: BRANCH,
  isFromFork: false,
  ref: 'refs/pull/7/head',
  ...more,
});

const never = () => new Promise<never>(() => {});

function linksOf(
  options: {
    find?: () => Promise<PullRequest | undefined>;
    readUrl?: () => Promise<any>;
    gitOps?: object;
  } = {},
) {
  const findOpen = jest.fn(options.find ?? (async () => request()));
  const readUrl = jest.fn(
    options.readUrl ?? (async () => ({ buffer: async () => Buffer.from('') })),
  );
  const links = new GitOpsLinks({
    site: parseSite({
      ...siteConfig,
      gitOps: {
        repoUrl: 'https://git.example.com/platform/gitops.git',
        ...options.gitOps,
      },
    }),
    integrations,
    reader: { readUrl },
    redact: text => text.replace('hunter2', '***'),
    openHost: async () => ({
      kind: 'Gitea',
      host: 'git.example.com',
      findOpen,
      listOpen: never,
      propose: never,
    }),
    timeoutMs: 1_000,
  });
  return { links, findOpen, readUrl };
}

describe('GitOpsLinks', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("links to the open request of the VM's branch, and to its file", async () => {
    const { links, findOpen, readUrl } = linksOf();
    expect(await links.of(vm)).toEqual({
      request: {
        value: {
          name: '#7',
          url: 'https://git.example.com/platform/gitops/pulls/7',
        },
      },
      file: {
        value: {
          name: 'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml',
          url: FILE,
        },
      },
    });
    expect(findOpen).toHaveBeenCalledWith(
      expect.objectContaining({ baseBranch: 'main', branch: BRANCH }),
    );
    expect(readUrl).toHaveBeenCalledWith(FILE, expect.anything());
  });

  it('asks once a minute for each VM', async () => {
    const { links, findOpen, readUrl } = linksOf();
    await links.of(vm);
    await jest.advanceTimersByTimeAsync(59_000);
    await links.of(vm);
    expect(findOpen).toHaveBeenCalledTimes(1);
    expect(readUrl).toHaveBeenCalledTimes(1);
    await links.of({ ...vm, name: 'web-2' });
    expect(findOpen).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(1_000);
    await links.of(vm);
    expect(findOpen).toHaveBeenCalledTimes(3);
  });

  it('leaves out missing requests and files', async () => {
    const { links } = linksOf({
      find: async () => undefined,
      readUrl: async () => {
        throw new NotFoundError('404');
      },
    });
    expect(await links.of(vm)).toEqual({});
  });

  it("says that a branch with a slash can't be read", async () => {
    const { links, readUrl } = linksOf({ gitOps: { baseBranch: 'env/prod' } });
    expect(await links.of(vm)).toEqual({
      request: { value: expect.anything() },
      file: {
        unavailable: expect.stringContaining(
          'kubevirt.gitOps.baseBranch is "env/prod"',
        ),
      },
    });
    expect(readUrl).not.toHaveBeenCalled();
  });

  it("says why one link can't be read, and returns the other", async () => {
    const { links } = linksOf({
      find: async () => {
        throw new Error(
          'Gitea (git.example.com) refused the credentials hunter2.',
        );
      },
    });
    expect(await links.of(vm)).toEqual({
      request: {
        unavailable:
          'the GitOps repository can’t be read: Gitea (git.example.com) refused the credentials ***',
      },
      file: { value: expect.anything() },
    });
  });

  it('stops waiting for a host that does not answer, and asks it again soon', async () => {
    const { links, findOpen } = linksOf({ find: never, readUrl: never });
    const unavailable =
      'the GitOps repository can’t be read: it did not answer within 1 s';
    const answer = links.of(vm);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await answer).toEqual({
      request: { unavailable },
      file: { unavailable },
    });
    await jest.advanceTimersByTimeAsync(10_000);
    links.of(vm);
    await jest.advanceTimersByTimeAsync(0);
    expect(findOpen).toHaveBeenCalledTimes(2);
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'data:text/html,x',
    'https://me:pw@git.example.com/o',
    '/relative',
  ])('links to no request at %s', async url => {
    const { links } = linksOf({ find: async () => request({ url }) });
    expect(await links.of(vm)).not.toHaveProperty('request');
  });

  it('returns no links without a repository, or without a host for it', async () => {
    const without = new GitOpsLinks({
      site: parseSite(siteConfig),
      integrations,
      reader: { readUrl: never },
      redact: String,
    });
    expect(await without.of(vm)).toEqual({});
    const plain = new GitOpsLinks({
      site: parseSite({
        ...siteConfig,
        gitOps: { repoUrl: 'https://elsewhere.example.com/gitops.git' },
      }),
      integrations,
      reader: { readUrl: never },
      redact: String,
    });
    expect(await plain.of(vm)).toEqual({});
  });
});
