import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CLUSTER_NETWORK_API_VERSION,
  CLUSTER_NETWORK_KIND,
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
  forEntities,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Kind,
  KindMirror,
  MirrorTiming,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

type Objects = ReadonlyMap<string, KubeObject>;
type MirroredKind = keyof Omit<MirroredFacts, 'readAt'>;

/** A cluster as its mirrors have it; a kind that was never read is undefined. */
export interface MirroredFacts {
  vms?: Objects;
  networks?: Objects;
  policies?: Objects;
  namespaces?: Objects;
  clusterNetworks?: Objects;
  /** When the oldest of the last complete lists was requested, by `performance.now()`. */
  readAt: number;
}

/** Where `missingAfter` is given, a cluster may do without the kind: not every one has nmstate or OVN-Kubernetes. */
const KINDS: Record<MirroredKind, { kind: Kind; missingAfter?: number }> = {
  vms: { kind: { apiVersion: VM_API_VERSION, kind: VM_KIND } },
  networks: { kind: { apiVersion: NETWORK_API_VERSION, kind: NETWORK_KIND } },
  policies: {
    kind: { apiVersion: POLICY_API_VERSION, kind: POLICY_KIND },
    missingAfter: 3,
  },
  namespaces: { kind: { apiVersion: 'v1', kind: 'Namespace' } },
  clusterNetworks: {
    kind: {
      apiVersion: CLUSTER_NETWORK_API_VERSION,
      kind: CLUSTER_NETWORK_KIND,
    },
    missingAfter: 1,
  },
};

/** Those whose age counts: a cluster without ClusterUserDefinedNetworks never answers for them. */
const DATED: MirroredKind[] = ['vms', 'networks', 'policies', 'namespaces'];

/** Mirrors of all kinds that entities are made from. */
export class ClusterMirrors {
  readonly #cluster: string;
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #mirrors: Record<MirroredKind, KindMirror>;

  /**
   * @param onChange - objects that many entities are made from have changed; or all objects of a kind were read
   * @param onVmChange - one VM has changed; undefined: it was deleted
   */
  constructor(options: {
    cluster: string;
    timing: MirrorTiming;
    onChange: () => void;
    onVmChange: (key: string, vm: KubeObject | undefined) => void;
    logger: Pick<LoggerService, 'error'>;
  }) {
    const { timing, onChange, onVmChange } = options;
    this.#cluster = options.cluster;
    this.#logger = options.logger;
    this.#mirrors = Object.fromEntries(
      Object.entries(KINDS).map(([name, { kind, missingAfter }]) => [
        name,
        new KindMirror({
          kind,
          missingAfter,
          cut: forEntities,
          timing,
          onRead: onChange,
          onChange: name === 'vms' ? onVmChange : onChange,
          onFailure: (error, failures) =>
            this.#failed(name as MirroredKind, error, failures),
        }),
      ]),
    ) as Record<MirroredKind, KindMirror>;
  }

  get facts(): MirroredFacts {
    return {
      ...Object.fromEntries(
        Object.entries(this.#mirrors).map(([name, mirror]) => [
          name,
          mirror.objects,
        ]),
      ),
      readAt: Math.min(...DATED.map(name => this.#mirrors[name].readAt)),
    };
  }

  /** Reads all lists again. */
  readAgain(): void {
    Object.values(this.#mirrors).forEach(mirror => mirror.readAgain());
  }

  /** Follows all kinds until the signal ends it. */
  async run(client: ClusterClient, signal: AbortSignal): Promise<never> {
    return Promise.race(
      Object.values(this.#mirrors).map(mirror => mirror.run(client, signal)),
    );
  }

  #failed(name: MirroredKind, error: Error, failures: number): void {
    const { kind, missingAfter } = KINDS[name];
    const isFine = missingAfter !== undefined && isMissing(error);
    // The first failure may be a server that is restarted; later ones are reported at longer and longer intervals.
    const isReported = failures > 1 && Number.isInteger(Math.log2(failures));
    if (!isFine && isReported) {
      this.#logger.error(
        `${kind.kind} objects of cluster ${this.#cluster} can't be read: ${
          error.message
        }. The catalog keeps what it has of the cluster; its service account needs "list" and "watch" of VirtualMachines, NetworkAttachmentDefinitions, NodeNetworkConfigurationPolicies and Namespaces`,
      );
    }
  }
}

function isMissing(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}
