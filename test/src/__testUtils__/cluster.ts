import { resolve } from 'node:path';
import { UserEntity } from '@backstage/catalog-model';
import { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import {
  KubeObject,
  Site,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  KubernetesClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { demoSite } from 'kubevirt-vlan-test-kit';
import { missingGo } from '../../control-plane/missingGo';
import { NmstateChecker } from '../../control-plane/nodeSimulator/NmstateChecker';
import { NodeSimulator } from '../../control-plane/nodeSimulator/NodeSimulator';
import { readTopology } from '../../control-plane/nodeSimulator/topology';
import {
  ControlPlane,
  startControlPlane,
} from '../../control-plane/startControlPlane';
import { Attempt, attempt } from './attempt';

const TOPOLOGY = resolve(
  __dirname,
  '../../control-plane/nodeSimulator/topologies/demo.yaml',
);

/** A suite on a real API server; without Go it is reported as skipped, with the reason in its name. */
export function describeOnCluster(name: string, define: () => void): void {
  const declare = missingGo ? describe.skip : describe;
  declare(missingGo ? `${name} (skipped: ${missingGo})` : name, define);
}

/** The demo's site with direct apply. */
export const applySite = (more: object = {}): Site =>
  parseSite({
    deliveries: ['apply'],
    // Entitlements have tests of their own.
    unregisteredVlans: 'allow',
    ...demoSite({
      vlans: [{ id: 1085, subnet: '10.6.85.0/24', gateway: '10.6.85.1' }],
    }),
    ...more,
  });

/** A signed-in member of the platform team, or of another group. */
export const signedIn = (name = 'mia', group = 'platform') => ({
  ref: `user:default/${name}`,
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [group] },
  } as UserEntity,
});

/** A control plane, and ways to change its objects without the actions. */
export class TestCluster {
  /** What the node simulator logged. Every line after its greeting is a fault. */
  readonly #simulatorLog: string[] = [];
  #simulator?: NodeSimulator;
  #checker?: NmstateChecker;
  readonly controlPlane: ControlPlane;
  readonly #api: KubernetesObjectApi;

  private constructor(controlPlane: ControlPlane, api: KubernetesObjectApi) {
    this.controlPlane = controlPlane;
    this.#api = api;
  }

  static async start(): Promise<TestCluster> {
    const controlPlane = await startControlPlane();
    const config = new KubeConfig();
    config.loadFromFile(controlPlane.adminKubeconfig);
    return new TestCluster(
      controlPlane,
      KubernetesObjectApi.makeApiClient(config),
    );
  }

  /** The nodes of the demo, with nmstate's parser. */
  async withNodes(): Promise<NodeSimulator> {
    const checker = await NmstateChecker.start();
    if (!(checker instanceof NmstateChecker)) {
      throw new Error(`There is no parser of nmstate: ${checker.missing}`);
    }
    this.#checker = checker;
    this.#simulator = await NodeSimulator.start({
      kubeconfig: this.controlPlane.adminKubeconfig,
      topology: readTopology(TOPOLOGY),
      checker,
      log: line => this.#simulatorLog.push(line),
    });
    return this.#simulator;
  }

  async stop(): Promise<void> {
    await this.#simulator?.stop();
    this.#checker?.stop();
    await this.controlPlane.stop();
    const [, ...faults] = this.#simulatorLog;
    if (faults.length > 0) {
      throw new Error(`The node simulator failed: ${faults.join('; ')}`);
    }
  }

  /** The kubeconfig of Backstage's service account, for the API server or a proxy in front of it. */
  config(server = this.controlPlane.server): KubeConfig {
    const { caFile, serviceAccountToken } = this.controlPlane;
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'demo',
        server,
        caFile,
        // client-node refuses plain HTTP otherwise.
        skipTLSVerify: server.startsWith('http:'),
      },
      { name: 'backstage', token: serviceAccountToken },
    );
    return config;
  }

  /** Runs an action as a task of a member of the platform team. */
  run(options: {
    action: 'vlan-attach' | 'vm-create';
    input: object;
    site?: Site;
    context?: Record<string, unknown>;
    onLog?: (line: string) => void;
    /** Runs between the preview and the first write, as another user's change. */
    beforeWrite?: () => Promise<unknown>;
    server?: string;
    client?: Partial<Parameters<typeof KubernetesClusterClient.open>[0]>;
  }): Promise<Attempt> {
    const { action, input, site = applySite(), context, onLog } = options;
    return attempt({
      action,
      input: { delivery: 'apply', ...input },
      site,
      onLog,
      context: { user: signedIn(), ...context },
      openCluster: async opening =>
        interrupted(
          await KubernetesClusterClient.open({
            ...opening,
            config: this.config(options.server),
            ...options.client,
          }),
          options.beforeWrite,
        ),
    });
  }

  async namespace(name: string): Promise<string> {
    await this.#api.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
    return name;
  }

  /** Creates an object as another field manager. */
  create(object: KubeObject, fieldManager = 'somebody'): Promise<KubeObject> {
    return this.#api.create(
      structuredClone(object) as any,
      undefined,
      undefined,
      fieldManager,
    ) as Promise<any>;
  }

  /** Changes an object as another field manager, by a JSON merge patch. */
  change(
    ref: KubeObject,
    change: { metadata?: object; [key: string]: unknown },
    fieldManager = 'somebody',
  ): Promise<KubeObject> {
    const { apiVersion, kind, metadata } = ref;
    return this.#api.patch(
      {
        apiVersion,
        kind,
        ...change,
        metadata: { ...change.metadata, ...metadata },
      } as any,
      undefined,
      undefined,
      fieldManager,
      undefined,
      'application/merge-patch+json' as any,
    ) as Promise<any>;
  }

  remove(ref: KubeObject): Promise<unknown> {
    return this.#api.delete(ref as any);
  }

  /** The object on the server, as plain data; undefined where there is none. */
  async get(ref: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  }): Promise<any> {
    try {
      return JSON.parse(JSON.stringify(await this.#api.read(ref)));
    } catch (error) {
      if ((error as { code?: number }).code === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
  ): Promise<any[]> {
    const { items } = await this.#api.list(apiVersion, kind, namespace);
    return JSON.parse(JSON.stringify(items));
  }
}

/** The client, with a change by another user just before its first write. */
function interrupted(
  client: ClusterClient,
  beforeWrite: () => Promise<unknown> = async () => {},
): ClusterClient {
  let before: typeof beforeWrite | undefined = beforeWrite;
  const apply: ClusterClient['apply'] = async (object, settings) => {
    if (!settings.dryRun) {
      const run = before;
      before = undefined;
      await run?.();
    }
    return client.apply(object, settings);
  };
  return {
    cluster: client.cluster,
    actingAs: client.actingAs,
    read: id => client.read(id),
    list: (kind, cut) => client.list(kind, cut),
    watch: (kind, settings) => client.watch(kind, settings),
    delete: (version, settings) => client.delete(version, settings),
    denied: rights => client.denied(rights),
    close: () => client.close(),
    apply,
  };
}

/** References to objects of the three kinds. */
export const refs = {
  policy: (name: string) => ({
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: { name },
  }),
  network: (namespace: string, name: string) => ({
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { namespace, name },
  }),
  vm: (namespace: string, name: string) => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { namespace, name },
  }),
};
