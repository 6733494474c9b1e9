import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { GiteaRepo, PullRequest, createUser } from '../../gitea/GiteaRepo';
import { Credentials, Gitea, startGitea } from '../../gitea/startGitea';
import { describeWithGitea } from '../__testUtils__/gitea';
import { demoConfig } from '../__testUtils__/startBackend';
import { databaseOf, logOf } from '../__testUtils__/kills/BackendProcess';
import { Lane, Hit, TaskRow } from '../__testUtils__/kills/Lane';
import { Change, LAST_VLAN, changes } from '../__testUtils__/kills/changes';
import { peopleYaml } from '../__testUtils__/people';
import { killPlan, killTable } from '../__testUtils__/kills/killPlan';

jest.setTimeout(1_800_000);

/** The number of databases, each with its own processes. A process mostly waits, 10 s of it for the recovery. */
const LANES = 4;
const OWNER = 'group:default/network';

const say = (text: string) => process.stderr.write(`${text}\n`);

/**
 * 100 SIGKILLs of a backend during a task, or with KILLS=sample a quarter of them: the next process recovers its tasks,
 * which end with one pull request for each change.
 */
describeWithGitea('a backend that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  const lanes: Lane[] = [];
  const hits: Hit[] = [];
  let planned: number;
  let gitea: Gitea;
  let robot: Credentials;
  let repo: GiteaRepo;
  let rows: TaskRow[];
  let asked: Change[];
  let pulls: Array<
    PullRequest & { labels: object[]; requested_reviewers?: object[] }
  >;

  const inMidTask = () => hits.filter(({ processing }) => processing > 0);
  const summary = () => {
    const startMs = lanes.flatMap(lane => lane.startMs).sort((a, b) => a - b);
    const recoveries = rows.map(row => row.recoveries);
    const total = recoveries.reduce((sum, count) => sum + count, 0);
    return [
      `${hits.length} kills, ${inMidTask().length} of them in mid-task`,
      `${rows.length} tasks for ${asked.length} changes`,
      `${total} recoveries, up to ${Math.max(...recoveries)} of one task`,
      `${
        pulls.filter(({ labels }) => labels.length === 0).length
      } requests without a label, ${
        pulls.filter(pull => !pull.requested_reviewers?.length).length
      } without a reviewer`,
      `${startMs.length} starts, the median ${
        startMs[Math.floor(startMs.length / 2)]
      } ms`,
    ].join('; ');
  };

  beforeAll(async () => {
    const people = join(folder, 'people.yaml');
    writeFileSync(people, peopleYaml());
    gitea = await startGitea();
    robot = await createUser(gitea, 'robot');
    const nia = await createUser(gitea, 'nia');
    repo = await GiteaRepo.create({ gitea, name: 'gitops' });
    await Promise.all([robot, nia].map(user => repo.addCollaborator(user)));
    await repo.api('POST', '/labels', { name: 'kubevirt', color: '#3366cc' });

    const next = changes();
    const configFor = (proxyUrl: string) =>
      configOf({ proxyUrl, repoUrl: repo.url, robot, people });
    for (let i = 0; i < LANES; i += 1) {
      lanes.push(
        await Lane.create({
          folder: join(folder, `lane-${i}`),
          gitea: gitea.url,
          configFor,
          next,
        }),
      );
    }
    const started = Date.now();
    const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
    const [first, ...others] = lanes;
    await first.prepare();
    others.forEach(lane => lane.copy(first));
    say(`The databases are ready after ${seconds()}`);
    const groups = killPlan({ sample: process.env.KILLS === 'sample' });
    planned = groups.flat().length;
    const ended = await Promise.allSettled(
      lanes.map(async lane => {
        try {
          for (let kills = groups.shift(); kills; kills = groups.shift()) {
            for (const kill of kills) {
              hits.push(await lane.kill(kill));
            }
          }
          return await lane.finish();
        } catch (error) {
          // The other lanes end as well, and start nothing after this suite has ended.
          groups.length = 0;
          throw error;
        }
      }),
    );
    rows = ended.flatMap(lane => {
      if (lane.status === 'rejected') {
        throw lane.reason;
      }
      return lane.value;
    });
    asked = lanes.flatMap(lane => lane.changes);
    pulls = (await repo.pulls()) as typeof pulls;
    say(`In ${seconds()}: ${summary()}\n${killTable(hits)}`);
  });
  afterAll(async () => {
    await Promise.all(lanes.map(lane => lane.stop()));
    await gitea?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('was killed often enough, during tasks', () => {
    expect(hits.length).toBe(planned);
    expect(inMidTask().length).toBeGreaterThanOrEqual(0.9 * planned);
  });

  it('completes every task', () => {
    expect(rows.filter(({ status }) => status !== 'completed')).toEqual([]);
  });

  it('leaves one open pull request for each change', () => {
    expect(pulls.map(({ head }) => head.ref).sort()).toEqual(
      asked.map(({ branch }) => branch).sort(),
    );
    expect(pulls.filter(({ state }) => state !== 'open')).toEqual([]);
  });

  it('leaves no request without its label and its reviewer', () => {
    expect(
      pulls
        .filter(
          pull => !pull.labels.length || !pull.requested_reviewers?.length,
        )
        .map(({ head }) => head.ref),
    ).toEqual([]);
  });

  it('leaves one branch for each change, with one commit, which its request has', async () => {
    const refs = await repo.refs();
    const heads = Object.keys(refs).filter(ref => /^refs\/heads\//.test(ref));
    expect(heads.sort()).toEqual(
      [...asked.map(({ branch }) => branch), 'main']
        .map(branch => `refs/heads/${branch}`)
        .sort(),
    );
    for (const { branch } of asked) {
      expect([
        branch,
        await repo.git('rev-list', '--count', `main..${branch}`),
        await repo.reflog(`refs/heads/${branch}`),
      ]).toEqual([branch, '1', [refs[`refs/heads/${branch}`]]]);
    }
    for (const { head } of pulls) {
      expect(head.sha).toBe(refs[`refs/heads/${head.ref}`]);
    }
  });

  it('has each entry of a kustomization once', async () => {
    for (const { branch, kustomizations } of asked) {
      for (const [path, entry] of Object.entries(kustomizations)) {
        const { resources } = parse(
          await repo.git('show', `${branch}:${path}`),
        );
        expect([branch, path, resources]).toEqual([branch, path, [entry]]);
      }
    }
  });

  it('writes the password of the robot neither into the database nor into the log', () => {
    const { username, password } = robot;
    const basic = btoa(`${username}:${password}`);
    const files = lanes.flatMap(({ home }) => [
      logOf(home),
      ...readdirSync(databaseOf(home)).map(name =>
        join(databaseOf(home), name),
      ),
    ]);
    expect(files.length).toBeGreaterThanOrEqual(3 * LANES);
    for (const file of files) {
      const text = readFileSync(file, 'latin1');
      expect([file, text.includes(password), text.includes(basic)]).toEqual([
        file,
        false,
        false,
      ]);
    }
  });
});

function configOf(options: {
  proxyUrl: string;
  repoUrl: string;
  robot: Credentials;
  people: string;
}): any {
  const { proxyUrl, robot, people } = options;
  const { host, origin } = new URL(proxyUrl);
  const config = demoConfig(
    Object.assign(new URL(options.repoUrl), { host }).href,
  );
  config.catalog.locations.push({ type: 'file', target: people });
  config.scaffolder.taskRecovery = {
    enabled: true,
    staleTimeout: { seconds: 1 },
  };
  // Each of them requests a review.
  const { vlans } = config.kubevirt.clusters.demo;
  for (let id = 1; id <= LAST_VLAN; id += 1) {
    vlans.push({ id, owner: OWNER });
  }
  config.integrations = { gitea: [{ host, baseUrl: origin, ...robot }] };
  return config;
}
