import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { KubernetesClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  applyPreviewed,
  previewApply,
} from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { Pool } from 'undici';
import {
  ControlPlane,
  startControlPlane,
} from '../control-plane/startControlPlane';
import { kubectlBinary } from '../kubectl/buildKubectl';
import { machine, median, push, ratio, row, say } from './report';

const run = promisify(execFile);
const COUNT = 1000;
const CONCURRENCY = 10;
const ROUNDS = 3;
const FIELD_MANAGER = 'backstage-kubevirt';

/** The cost of one run. */
interface Cost {
  seconds: number;
  /** Of the client, user and system. */
  cpuSeconds: number;
  requests: number;
  connections: number;
}

type Contender = 'ours' | 'kubectl' | 'floor' | 'floor with dry run';

interface BenchOptions {
  controlPlane: ControlPlane;
  /** The server's address behind the counter of connections. */
  server: string;
  folder: string;
  kubectl: string;
  connections: () => Promise<number>;
}

class ApplyBench {
  readonly #kubeconfig: KubeConfig;
  readonly #admin: Pool;
  readonly #options: BenchOptions;

  constructor(options: BenchOptions) {
    this.#options = options;

    this.#kubeconfig = new KubeConfig();
    this.#kubeconfig.loadFromFile(options.controlPlane.adminKubeconfig);
    this.#admin = this.#pool(options.controlPlane.server);
  }

  async all(): Promise<void> {
    const contenders: Contender[] = [
      'floor',
      'floor with dry run',
      'ours',
      'kubectl',
    ];
    const cold = new Map<Contender, Cost[]>();
    const again = new Map<Contender, Cost[]>();
    const moved = new Map<Contender, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const contender of contenders) {
        const namespace = `bench-${round}-${contender.replace(/ /g, '-')}`;
        await this.#createNamespace(namespace);
        const objects = networks(namespace);
        push(cold, contender, await this.#measure(contender, objects));
        const before = await this.#versions(namespace);
        push(again, contender, await this.#measure(contender, objects));
        const after = await this.#versions(namespace);
        moved.set(
          contender,
          [...after].filter(([name, version]) => before.get(name) !== version)
            .length,
        );
        say(`round ${round + 1} of ${ROUNDS}: ${contender}`);
      }
    }
    this.#report({ cold, again, moved });
  }

  async #measure(contender: Contender, objects: KubeObject[]): Promise<Cost> {
    await this.#options.connections();
    const before = await this.#requests();
    const cpu = process.cpuUsage();
    const begin = performance.now();
    const childCpu = await this.#run(contender, objects);
    const seconds = (performance.now() - begin) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds,
      cpuSeconds: childCpu ?? (user + system) / 1e6,
      requests: (await this.#requests()) - before,
      connections: await this.#options.connections(),
    };
  }

  #run(contender: Contender, objects: KubeObject[]): Promise<number | void> {
    switch (contender) {
      case 'ours':
        return this.#ours(objects);
      case 'kubectl':
        return this.#kubectl(objects);
      case 'floor':
        return this.#floor(objects, ['']);
      default:
        return this.#floor(objects, ['&dryRun=All', '']);
    }
  }

  async #ours(objects: KubeObject[]): Promise<void> {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        ...this.#kubeconfig.getCurrentCluster()!,
        server: this.#options.server,
      },
      this.#kubeconfig.getCurrentUser()!,
    );
    const logger = { info() {}, debug() {}, warn: say };
    const client = await KubernetesClusterClient.open({
      cluster: 'bench',
      config,
      identity: { type: 'service-account' },
      logger,
    });
    const options = {
      client,
      objects,
      fieldManager: FIELD_MANAGER,
      logger,
      busyLimitMs: 0,
      waitLimitMs: 0,
    };
    try {
      const entries = await previewApply(options);
      const { failure } = await applyPreviewed(options, entries);
      if (failure) {
        throw failure;
      }
    } finally {
      await client.close();
    }
  }

  /** Seconds of CPU of kubectl itself. */
  async #kubectl(objects: KubeObject[]): Promise<number> {
    const file = join(this.#options.folder, 'objects.json');
    writeFileSync(
      file,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    );
    const { stderr } = await run('bash', [
      '-c',
      'TIMEFORMAT="%U %S"; time "$@" >/dev/null',
      'bash',
      this.#options.kubectl,
      ...['--kubeconfig', this.#options.controlPlane.adminKubeconfig],
      ...['--server', this.#options.server],
      // Its discovery is cached per home.
      ...['--cache-dir', join(this.#options.folder, 'cache')],
      ...['apply', '--server-side', '--field-manager', FIELD_MANAGER],
      ...['-f', file],
    ]);
    const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ');
    return Number(user) + Number(system);
  }

  async #floor(objects: KubeObject[], variants: string[]): Promise<void> {
    const pool = this.#pool(this.#options.server);
    for (const variant of variants) {
      const queue = objects.values();
      await Promise.all(
        Array.from({ length: CONCURRENCY }, async () => {
          for (const object of queue) {
            const { namespace, name } = object.metadata;
            const { statusCode, body } = await pool.request({
              method: 'PATCH',
              path: `/apis/${object.apiVersion}/namespaces/${namespace}/network-attachment-definitions/${name}?fieldManager=${FIELD_MANAGER}&fieldValidation=Strict${variant}`,
              headers: { 'content-type': 'application/apply-patch+yaml' },
              body: JSON.stringify(object),
            });
            const text = await body.text();
            if (statusCode > 299) {
              throw new Error(text);
            }
          }
        }),
      );
    }
    await pool.close();
  }

  #pool(server: string): Pool {
    const user = this.#kubeconfig.getCurrentUser()!;
    const data = (inline?: string, file?: string) =>
      inline ? Buffer.from(inline, 'base64') : readFileSync(file!);
    return new Pool(server, {
      connections: CONCURRENCY,
      allowH2: false,
      connect: {
        ca: readFileSync(this.#options.controlPlane.caFile),
        cert: data(user.certData, user.certFile),
        key: data(user.keyData, user.keyFile),
      },
    });
  }

  async #call(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<string> {
    const answer = await this.#admin.request({
      method,
      path,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return answer.body.text();
  }

  async #createNamespace(name: string): Promise<void> {
    await this.#call('POST', '/api/v1/namespaces', { metadata: { name } });
  }

  /** Requests for networks and for reviews that the API server has answered; discovery and its own are left out. */
  async #requests(): Promise<number> {
    const metrics = await this.#call('GET', '/metrics');
    return metrics
      .split('\n')
      .filter(
        line =>
          line.startsWith('apiserver_request_total{') &&
          /resource="(network-attachment-definitions|selfsubjectaccessreviews)"/.test(
            line,
          ),
      )
      .map(line => Number(line.split(' ').at(-1)))
      .reduce((sum, n) => sum + n, 0);
  }

  async #versions(namespace: string): Promise<Map<string, string>> {
    const { items } = JSON.parse(
      await this.#call(
        'GET',
        `/apis/k8s.cni.cncf.io/v1/namespaces/${namespace}/network-attachment-definitions`,
      ),
    );
    return new Map(
      items.map(({ metadata }: any) => [
        metadata.name,
        metadata.resourceVersion,
      ]),
    );
  }

  #report(options: {
    cold: Map<Contender, Cost[]>;
    again: Map<Contender, Cost[]>;
    moved: Map<Contender, number>;
  }): void {
    const { cold, again, moved } = options;
    process.stdout.write(
      `\n${COUNT} NADs, median of ${ROUNDS} rounds; ${machine()}\n`,
    );
    table('cold', cold);
    table('again, nothing to change', again);
    process.stdout.write(
      `\nresourceVersions that moved the second time: ${[...moved]
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}\n`,
    );
    const seconds = (costs: Map<Contender, Cost[]>, name: Contender) =>
      median(costs.get(name)!.map(cost => cost.seconds));
    const ours = seconds(cold, 'ours');
    process.stdout.write(
      `ours cold: ${ratio(
        ours,
        seconds(cold, 'floor with dry run'),
      )} × the floor of as many requests, ${ratio(
        ours,
        seconds(cold, 'floor'),
      )} × the floor without dry run, ${ratio(
        ours,
        seconds(cold, 'kubectl'),
      )} × kubectl\n`,
    );
  }
}

function networks(namespace: string): KubeObject[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const name = `nad-${i + 1}`;
    return {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: {
        name,
        namespace,
        annotations: {
          'k8s.v1.cni.cncf.io/resourceName': `bridge.network.kubevirt.io/bridge-${
            i + 1
          }`,
        },
      },
      spec: {
        config: JSON.stringify({
          name,
          type: 'cnv-bridge',
          cniVersion: '0.3.1',
          bridge: `bridge-${i + 1}`,
          macspoofchk: true,
          ipam: {},
        }),
      },
    };
  });
}

function table(title: string, costs: Map<Contender, Cost[]>): void {
  process.stdout.write('\n');
  row(title, ['seconds', 'CPU s', 'requests', 'connections']);
  for (const [name, list] of costs) {
    const of = (key: keyof Cost) => median(list.map(cost => cost[key]));
    row(name, [
      of('seconds').toFixed(2),
      of('cpuSeconds').toFixed(2),
      of('requests').toFixed(0),
      of('connections').toFixed(0),
    ]);
  }
}

/**
 * 1,000 NADs into an empty namespace, then the same again: ours, `kubectl apply --server-side`, and PATCH requests over
 * kept-alive connections without any overhead, which is the lower bound.
 */
export async function benchApply(): Promise<void> {
  const kubectl = await kubectlBinary();
  if (typeof kubectl !== 'string') {
    throw new Error(`There is no kubectl: ${kubectl.missing}`);
  }
  const controlPlane = await startControlPlane();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const counter = fork(join(__dirname, 'connectionCounter.mjs'), [
    new URL(controlPlane.server).port,
  ]);
  try {
    const [{ port }] = (await once(counter, 'message')) as [{ port: number }];
    const bench = new ApplyBench({
      controlPlane,
      server: `https://127.0.0.1:${port}`,
      folder,
      kubectl,
      connections: async () => {
        counter.send('count');
        const [{ connections }] = await once(counter, 'message');
        return connections;
      },
    });
    await bench.all();
  } finally {
    counter.disconnect();
    await controlPlane.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
