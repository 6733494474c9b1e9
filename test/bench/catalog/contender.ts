// A process of its own for one contender, which measures itself: `<role> <options as JSON>`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  EntityProvider,
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { KubeConfig } from '@kubernetes/client-node';
import { KubevirtEntityProvider } from '@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt';
import { KubernetesClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { request } from 'undici';
import { Mutation, now, serve } from './calls';
import { SERVED, pathOf } from './facts';

/** The addresses and folders that a contender needs. */
export interface ContenderOptions {
  /** Of the API server. */
  server: string;
  /** Of the backend. */
  port?: number;
  config?: object;
  /** A file of entities. */
  entities?: string;
  /** A folder that the ingestor is installed in. */
  peer?: string;
}

export type Role = 'ours' | 'provider' | 'loop' | 'feed' | 'ingestor';

const PAGE = 500;
const SAMPLE_MS = 100;
const FEW = 50;

const [role, json] = process.argv.slice(2) as [Role, string];
const options: ContenderOptions = JSON.parse(json);

let peak = 0;
const sample = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
setInterval(sample, SAMPLE_MS).unref();

/** A connection that reports its mutations. */
function counted(connection: EntityProviderConnection) {
  return {
    async applyMutation(mutation: any) {
      const begun = now();
      await connection.applyMutation(mutation);
      sample();
      const added: Array<{ entity: Entity }> =
        mutation.type === 'full' ? mutation.entities : mutation.added;
      const told: Mutation = {
        type: mutation.type,
        begun,
        at: now(),
        added: added.length,
        removed: mutation.removed?.length ?? 0,
        refs:
          added.length > FEW
            ? []
            : added.map(({ entity }) => {
                const { namespace = 'default', name } = entity.metadata;
                return `${entity.kind}:${namespace}/${name}`.toLocaleLowerCase(
                  'en-US',
                );
              }),
      };
      process.send!({ mutation: told });
    },
    refresh: connection.refresh?.bind(connection),
  } as EntityProviderConnection;
}

function count(provider: { prototype: EntityProvider }): void {
  const { connect } = provider.prototype;
  provider.prototype.connect = function connectCounted(connection) {
    return connect.call(this, counted(connection));
  };
}

async function startBackend(features: unknown[]): Promise<void> {
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => new ConfigReader(options.config as any),
    }),
  );
  backend.add(import('@backstage/plugin-catalog-backend'));
  features.forEach(feature => backend.add(feature as any));
  await backend.start();
}

let go: () => void = () => {};
/** The API server can hold its answers back; a feed has no API server. */
const released = new Promise<void>(done => {
  go = done;
});

function feed(file: string) {
  const entities: Entity[] = JSON.parse(readFileSync(file, 'utf8'));
  class Feed implements EntityProvider {
    getProviderName = () => 'feed';
    async connect(connection: EntityProviderConnection) {
      void released.then(() =>
        connection.applyMutation({
          type: 'full',
          entities: entities.map(entity => ({ entity, locationKey: 'feed' })),
        }),
      );
    }
  }
  count(Feed);
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'feed',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider(new Feed());
        },
      });
    },
  });
}

/** Our provider with a catalog that accepts everything and stores nothing. */
async function provideAlone(): Promise<void> {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'demo', server: options.server, skipTLSVerify: true },
    { name: 'backstage', token: 'bench' },
  );
  const logger = console as any;
  count(KubevirtEntityProvider);
  const provider = new KubevirtEntityProvider({
    settings: {
      id: 'demo',
      cluster: 'demo',
      defaultOwner: 'group:default/unknown',
      location: 'kubevirt:demo',
      removal: { maxShare: 0.2, windowMs: 300_000 },
      fullMs: 6 * 3600_000,
      termMs: 120_000,
    },
    openClient: signal =>
      KubernetesClusterClient.open({
        cluster: 'demo',
        config,
        identity: { type: 'service-account' },
        logger,
        signal,
      }),
    catalog: {
      facts: async () => ({
        vlans: [],
        systems: new Set(),
        components: new Map(),
      }),
      known: async () => new Map(),
    },
    lifecycle: { addShutdownHook: () => {} },
    scheduler: {
      createScheduledTaskRunner: () => ({
        async run({ fn }: any) {
          const { signal } = new AbortController();
          void (async () => {
            for (;;) {
              await fn(signal);
            }
          })();
        },
      }),
    },
    logger,
  });
  await provider.connect({
    applyMutation: async () => {},
    refresh: async () => {},
  });
}

/** The same pages, and nothing but JSON.parse. */
async function loop(): Promise<number> {
  const { vms, networks, policies, namespaces, clusterNetworks } = SERVED;
  const begun = now();
  for (const kind of [vms, networks, policies, namespaces, clusterNetworks]) {
    let token: string | undefined;
    do {
      const { body } = await request(`${options.server}${pathOf(kind)}`, {
        query: { limit: PAGE, ...(token && { continue: token }) },
      });
      const page = JSON.parse(await body.text());
      token = page.metadata.continue;
    } while (token);
  }
  return (now() - begun) / 1000;
}

async function begin(): Promise<void> {
  switch (role) {
    case 'ours':
      count(KubevirtEntityProvider);
      await startBackend([
        import(
          '@kubevirt-vlan/backstage-plugin-catalog-backend-module-kubevirt'
        ),
      ]);
      break;
    case 'feed':
      await startBackend([feed(options.entities!)]);
      break;
    case 'ingestor': {
      const load = createRequire(join(options.peer!, 'package.json'));
      const ingestor = load('@terasky/backstage-plugin-kubernetes-ingestor');
      count(ingestor.KubernetesEntityProvider);
      await startBackend([
        load('@backstage/plugin-kubernetes-backend').default,
        ingestor.default,
      ]);
      break;
    }
    case 'provider':
      await provideAlone();
      break;
    default:
  }
}

serve({
  start: begin,
  go: () => {
    go();
    return now();
  },
  loop,
  /** MB after a garbage collection, the baseline of the next peak. */
  idle: () => {
    (globalThis as any).gc();
    const { rss } = process.memoryUsage();
    peak = rss;
    return rss / 1e6;
  },
  peak: () => {
    sample();
    return peak / 1e6;
  },
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
});
