import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Identity,
  Kind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ClusterAccess } from '../live/ClusterAccess';

/** What a read of a kind answers instead of what there is. */
export type Fault = number | 'hang' | Error;

/** Clusters in memory, with what was asked of them. */
export class FakeClusters implements ClusterAccess {
  readonly objects = new Map<string, KubeObject[]>();
  /** By kind, or by `<kind> of <namespace>`. */
  readonly faults = new Map<string, Fault>();
  readonly asked: string[] = [];
  readonly identities: Identity[] = [];
  opened = 0;
  closed = 0;

  put(cluster: string, ...objects: KubeObject[]): void {
    this.objects.set(cluster, [
      ...(this.objects.get(cluster) ?? []),
      ...objects,
    ]);
  }

  knows = (cluster: string) => this.objects.has(cluster);

  open: ClusterAccess['open'] = async ({ cluster, identity, signal }) => {
    this.opened += 1;
    this.identities.push(identity);
    const all = this.objects.get(cluster) ?? [];
    const client: Partial<ClusterClient> = {
      cluster,
      actingAs: identity.type === 'impersonate' ? identity.user : identity.type,
      list: async (kind, cut = object => object) => {
        await this.#answer(kind, signal);
        const items = all.filter(object => isOf(object, kind)).map(cut);
        return { items, resourceVersion: '1' };
      },
      read: async id => {
        await this.#answer(id, signal);
        return all.find(
          object => isOf(object, id) && object.metadata.name === id.name,
        );
      },
      close: async () => {
        this.closed += 1;
      },
    };
    return client as ClusterClient;
  };

  async #answer(kind: Kind, signal: AbortSignal): Promise<void> {
    const name = [kind.kind, kind.namespace].filter(Boolean).join(' of ');
    this.asked.push(name);
    const fault = this.faults.get(name);
    if (fault === 'hang') {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    }
    if (fault instanceof Error) {
      throw fault;
    }
    if (typeof fault === 'number') {
      throw new ApiError({
        status: fault,
        reason: '',
        message: `HTTP ${fault}.`,
      });
    }
  }
}

function isOf(object: KubeObject, kind: Kind): boolean {
  const [key, value] = kind.labelSelector?.split('=') ?? [];
  return (
    object.kind === kind.kind &&
    object.apiVersion === kind.apiVersion &&
    (kind.namespace === undefined ||
      object.metadata.namespace === kind.namespace) &&
    (key === undefined || object.metadata.labels?.[key] === value)
  );
}
