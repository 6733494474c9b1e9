import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  FileTree,
  RenderedManifest,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { stringify } from 'yaml';
import { GiteaRepo, createUser } from '../gitea/GiteaRepo';
import { Credentials, Gitea, startGitea } from '../gitea/startGitea';
import {
  CuttingProxy,
  startCuttingProxy,
} from '../src/__testUtils__/cuttingProxy';
import {
  BASE,
  Delivery,
  Target,
  backstageHelpers,
  contentsApi,
  gitCommand,
  ours,
} from './deliveries';
import { load, machine, median, push, ratio, row, say } from './report';

/** How often each number of manifests is delivered. */
const ROUNDS = new Map([
  [1, 5],
  [10, 3],
  [100, 3],
]);
const OTHERS = 20;
/** Gitea processes a push in the background; that time counts for no contender. */
const SETTLE_MS = 300;

const DELIVERIES = {
  'git command (floor)': gitCommand,
  'contents API': contentsApi,
  "Backstage's git helpers": backstageHelpers,
  ours,
};
const FLOOR = 'git command (floor)';
const CONTENTS = 'contents API';

interface Cost {
  ms: number;
  requests: number;
}

type Costs = Map<string, Cost[]>;

interface BenchOptions {
  proxy: CuttingProxy;
  /** Without open pull requests, and with many. */
  repos: { quiet: GiteaRepo; busy: GiteaRepo };
  robot: Credentials;
  integrations: ScmIntegrations;
  folder: string;
}

class PullRequestBench {
  #branches = 0;
  readonly #options: BenchOptions;

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  async all(): Promise<void> {
    process.stdout.write(`\n${machine()}; load ${load()} at the start\n`);
    // The first run of each loads its modules.
    await this.#round(1, new Map());
    for (const [count, rounds] of ROUNDS) {
      const costs: Costs = new Map();
      for (let i = 1; i <= rounds; i++) {
        await this.#round(count, costs);
        say(`${count} at once: round ${i} of ${rounds}`);
      }
      report({ count, rounds, costs });
    }
    process.stdout.write(`\nload ${load()} at the end\n`);
  }

  /** Each contender once, and ours again; all must write the same. */
  async #round(count: number, costs: Costs): Promise<void> {
    const { quiet, busy } = this.#options.repos;
    const manifests = networks(count);
    const trees = new Set<string>();
    for (const [name, deliver] of Object.entries(DELIVERIES)) {
      await this.#branch({ repo: quiet, manifests }, async branch => {
        push(costs, name, await this.#measure({ ...branch, deliver }));
        trees.add(await quiet.git('rev-parse', `${branch.branch}^{tree}`));
        if (deliver === ours) {
          push(
            costs,
            'ours again, no change',
            await this.#measure({ ...branch, deliver }),
          );
        }
      });
    }
    if (trees.size !== 1) {
      throw new Error(`Not all wrote the same: ${[...trees].join(', ')}`);
    }
    await this.#branch({ repo: busy, manifests }, async branch => {
      for (const again of ['', ' again']) {
        push(
          costs,
          `ours${again}, ${OTHERS} others open`,
          await this.#measure({ ...branch, deliver: ours }),
        );
      }
    });
  }

  async #measure(
    options: Omit<Delivery, 'dir'> & {
      deliver: (delivery: Delivery) => Promise<void>;
    },
  ): Promise<Cost> {
    const { deliver, ...delivery } = options;
    const { requests } = this.#options.proxy;
    const dir = mkdtempSync(join(this.#options.folder, 'dir-'));
    await after(SETTLE_MS);
    const before = requests.length;
    const begin = performance.now();
    await deliver({ ...delivery, dir });
    const ms = performance.now() - begin;
    rmSync(dir, { recursive: true });
    return { ms, requests: requests.length - before };
  }

  /** A new branch, which must end up with one pull request, and is then removed. */
  async #branch(
    options: { repo: GiteaRepo; manifests: RenderedManifest[] },
    work: (delivery: Omit<Delivery, 'dir'>) => Promise<void>,
  ): Promise<void> {
    const { repo, manifests } = options;
    const { robot, integrations, proxy, folder } = this.#options;
    this.#branches += 1;
    const branch = `kubevirt/bench-${this.#branches}`;
    const target: Target = {
      origin: proxy.url,
      name: `${repo.owner.username}/${repo.name}`,
      credentials: robot,
      integrations,
    };
    const empty = new FileTree(mkdtempSync(join(folder, 'empty-')));
    const { writes: files } = await stageManifests(empty, manifests);
    await work({ target, branch, manifests, files });
    const pulls = (await repo.pulls()).filter(
      ({ head }) => head.ref === branch,
    );
    if (pulls.length !== 1) {
      throw new Error(`${branch} has ${pulls.length} requests`);
    }
    await repo.close(pulls[0].number);
    await repo.api('DELETE', `/branches/${encodeURIComponent(branch)}`);
  }
}

/** A private repository, which robots reach only with their credentials. */
async function createRepo(options: {
  gitea: Gitea;
  robot: Credentials;
  name: string;
}): Promise<GiteaRepo> {
  const { gitea, robot, name } = options;
  const repo = await GiteaRepo.create({ gitea, name });
  await repo.api('PATCH', '', { private: true });
  await repo.addCollaborator(robot);
  return repo;
}

/** Pull requests of other people, each with a network in its own namespace. */
async function openOthers(repo: GiteaRepo): Promise<void> {
  for (let i = 1; i <= OTHERS; i++) {
    const [{ path, text }] = networks(1, `team-${i}`);
    const head = `kubevirt/other-${i}`;
    await repo.api('POST', `/contents/${path}`, {
      content: Buffer.from(text).toString('base64'),
      branch: BASE,
      new_branch: head,
    });
    await repo.openPull({ head, title: `Network of team ${i}` });
  }
}

function networks(count: number, namespace = 'demo'): RenderedManifest[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `nad-${i + 1}`;
    const apiVersion = 'k8s.cni.cncf.io/v1';
    const kind = 'NetworkAttachmentDefinition';
    const config = { name, type: 'cnv-bridge', bridge: `bridge-${i + 1}` };
    const object: KubeObject = {
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec: { config: JSON.stringify({ cniVersion: '0.3.1', ...config }) },
    };
    return {
      id: { apiVersion, kind, namespace, name },
      path: `clusters/demo/namespaces/${namespace}/networkattachmentdefinition-${name}.yaml`,
      text: stringify(object),
      object,
    };
  });
}

function report(options: {
  count: number;
  rounds: number;
  costs: Costs;
}): void {
  const { count, rounds, costs } = options;
  const of = (name: string, key: keyof Cost) =>
    median(costs.get(name)!.map(cost => cost[key]));
  process.stdout.write(
    `\n${count} ${
      count === 1 ? 'manifest' : 'manifests'
    } and the folder's kustomization, median of ${rounds}\n`,
  );
  row('', ['ms', 'requests', '× floor', '× contents']);
  for (const name of costs.keys()) {
    const ms = of(name, 'ms');
    row(name, [
      ms.toFixed(0),
      of(name, 'requests').toFixed(0),
      ratio(ms, of(FLOOR, 'ms')),
      ratio(ms, of(CONTENTS, 'ms')),
    ]);
  }
}

/**
 * 1, 10 and 100 manifests as a pull request on a real Gitea: ours, Backstage's Git helpers, a call of the API per file,
 * and the git command, which is the lower bound.
 */
export async function benchPullRequest(): Promise<void> {
  const gitea = await startGitea();
  const proxy = await startCuttingProxy(gitea.url);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const robot = await createUser(gitea, 'robot');
    const create = (name: string) => createRepo({ gitea, robot, name });
    const repos = { quiet: await create('quiet'), busy: await create('busy') };
    await openOthers(repos.busy);
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitea: [
            { host: new URL(proxy.url).host, baseUrl: proxy.url, ...robot },
          ],
        },
      }),
    );
    const bench = new PullRequestBench({
      ...{ proxy, repos, robot, integrations, folder },
    });
    await bench.all();
  } finally {
    await proxy.close();
    await gitea.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
