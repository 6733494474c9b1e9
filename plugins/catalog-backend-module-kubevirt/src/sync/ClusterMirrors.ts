import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KINDS,
  KindReadBy,
  KubeObject,
  forEntities,
  kindsReadBy,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  KindMirror,
  MirrorTiming,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

type MirroredKind = KindReadBy<'catalog'>;
const MIRRORED: MirroredKind[] = kindsReadBy('catalog');

/** A cluster as its mirrors have it; a kind that was never read is undefined. */
export interface MirroredFacts
  extends Partial<Record<MirroredKind, ReadonlyMap<string, KubeObject>>> {
  /** When the oldest of the last complete lists was requested, by `performance.now()`. */
  readAt: number;
}

/** A cluster may do without these, after so many answers that it does not serve them: nmstate and OVN-Kubernetes. */
const MISSING_AFTER: Partial<Record<MirroredKind, number>> = {
  policies: 3,
  clusterNetworks: 1,
};

/** The age of ClusterUserDefinedNetworks does not count. */
const DATED = MIRRORED.filter(name => name !== 'clusterNetworks');

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
      MIRRORED.map(name => [
        name,
        new KindMirror({
          kind: KINDS[name],
          missingAfter: MISSING_AFTER[name],
          cut: forEntities,
          timing,
          onRead: onChange,
          onChange: name === 'vms' ? onVmChange : onChange,
          onFailure: (error, failures) => this.#failed(name, error, failures),
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
    const isFine = MISSING_AFTER[name] !== undefined && isMissing(error);
    // The first failure may be a server that is restarted; later ones are reported at longer and longer intervals.
    const isReported = failures > 1 && Number.isInteger(Math.log2(failures));
    if (!isFine && isReported) {
      this.#logger.error(
        `${KINDS[name].kind} objects of cluster ${
          this.#cluster
        } can't be read: ${
          error.message
        }. The catalog keeps what it has of the cluster; its service account needs "list" and "watch" of VirtualMachines, NetworkAttachmentDefinitions, NodeNetworkConfigurationPolicies and Namespaces`,
      );
    }
  }
}

function isMissing(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}
