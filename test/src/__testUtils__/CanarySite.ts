import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GiteaRepo, createUser } from '../../gitea/GiteaRepo';
import { Credentials, Gitea, startGitea } from '../../gitea/startGitea';
import { Canary, Planting } from './canaries';
import {
  CANARY_TEMPLATES,
  CanaryTemplate,
  writeCanaryTemplates,
} from './canaryTemplates';
import { configWithCanaries } from './configWithCanaries';
import { ScaffolderClient, TaskResult } from './ScaffolderClient';
import { demoConfig, startBackend } from './startBackend';
import { ScriptedHost, startScriptedHost } from './scriptedHost';
import {
  Traces,
  recordingLogger,
  tracesInDatabase,
  tracesInRepo,
  tracesInTasks,
  filesBelow,
} from './traces';

interface Parts {
  folder: string;
  gitea: Gitea;
  host: ScriptedHost;
  robot: Credentials;
  repo: GiteaRepo;
  client: ScaffolderClient;
  stopBackend: () => Promise<void>;
  log: ReturnType<typeof recordingLogger>;
  inConfig: Canary[];
}

/** A backend and a Gitea that know secrets, and every place where the secrets may show up. */
export class CanarySite {
  /** How many secrets were planted, by place. */
  readonly planted = new Map<string, number>();
  /** The places by secret and encoding. */
  readonly placesOf = new Map<string, Set<string>>();
  readonly tasks: string[] = [];
  readonly #parts: Parts;
  readonly #secrets: Record<string, string>;

  private constructor(parts: Parts, secrets: Canary[]) {
    this.#parts = parts;
    this.#secrets = Object.fromEntries(
      secrets.map(({ name, value }) => [name.replace('secrets.', ''), value]),
    );
  }

  static async start(options: {
    /** The secrets that every task gets. */
    ofTasks: Canary[];
    ofConfig: Canary[];
  }): Promise<CanarySite> {
    const { ofTasks, ofConfig } = options;
    const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
    ['templates', 'work', 'database'].forEach(name =>
      mkdirSync(join(folder, name)),
    );
    const locations = writeCanaryTemplates(join(folder, 'templates'));
    const gitea = await startGitea();
    const host = await startScriptedHost(gitea.url);
    const robot = await createUser(gitea, 'robot');
    const repo = await GiteaRepo.create({ gitea, name: 'gitops' });
    await repo.addCollaborator(robot);
    await repo.api('POST', '/labels', { name: 'kubevirt', color: '#3366cc' });

    const plain = demoConfig(repo.url.replace(gitea.url, host.url));
    const { host: hostname } = new URL(host.url);
    plain.integrations = {
      gitea: [{ host: hostname, baseUrl: host.url, ...robot }],
    };
    plain.backend.workingDirectory = join(folder, 'work');
    plain.backend.database = {
      client: 'better-sqlite3',
      connection: { directory: join(folder, 'database') },
    };
    plain.catalog.locations.push(
      ...locations.map(target => ({ type: 'file', target })),
    );
    const { config, known: inConfig } = configWithCanaries(plain, ofConfig);
    const log = recordingLogger();
    const { client, stop: stopBackend } = await startBackend(config, {
      features: [log.factory],
      templates: CANARY_TEMPLATES,
    });
    return new CanarySite(
      { folder, gitea, host, robot, repo, client, stopBackend, log, inConfig },
      ofTasks,
    );
  }

  get host(): ScriptedHost {
    return this.#parts.host;
  }

  get repo(): GiteaRepo {
    return this.#parts.repo;
  }

  /** Beside the templates. */
  get manifests(): string {
    return join(this.#parts.folder, 'templates');
  }

  /** The secrets of the configuration, by their paths. */
  get inConfig(): Canary[] {
    const { robot, inConfig } = this.#parts;
    const { password: value } = robot;
    return [...inConfig, { name: 'integrations.gitea[0].password', value }];
  }

  note(place: string, given: Planting[]): void {
    this.planted.set(place, (this.planted.get(place) ?? 0) + given.length);
    for (const { canary, encoding } of given) {
      const name = `${canary.name}, ${encoding}`;
      this.placesOf.set(
        name,
        (this.placesOf.get(name) ?? new Set()).add(place),
      );
    }
  }

  /** Runs a task to its end, failed or not. */
  async run(
    values: object,
    template: CanaryTemplate = 'canary-vm',
  ): Promise<TaskResult> {
    const task = await this.#parts.client.run(
      template,
      { from: {}, delivery: 'pull-request', ...values },
      { secrets: this.#secrets },
    );
    if ('refused' in task) {
      throw new Error(JSON.stringify(task));
    }
    this.tasks.push(task.id);
    return task;
  }

  async traces(): Promise<Traces> {
    const { folder, repo, client, log, host } = this.#parts;
    return {
      ...(await tracesInRepo(repo)),
      ...(await tracesInTasks(client, this.tasks)),
      ...tracesInDatabase(join(folder, 'database')),
      // Backstage's audit log holds the user's input of every task, whatever the action.
      log: log.texts.filter(text => !text.includes('taskParameters:')),
      'requests to the host': host.requests,
      disk: this.files(),
    };
  }

  /** What tasks left in the working directory, except copies of the platform team's files. */
  files(): string[] {
    const { folder } = this.#parts;
    const known = new Set(filesBelow(join(folder, 'templates')));
    return filesBelow(join(folder, 'work')).filter(text => !known.has(text));
  }

  async stop(): Promise<void> {
    const { folder, gitea, host, stopBackend } = this.#parts;
    await stopBackend();
    await host.close();
    await gitea.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
