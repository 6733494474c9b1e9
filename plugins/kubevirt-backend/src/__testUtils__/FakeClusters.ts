import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Identity } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { FakeCluster, Fault } from 'kubevirt-vlan-test-kit/node';
import { ClusterAccess } from '../live/ClusterAccess';

/** Clusters in memory. They record who opened them and what was read. */
export class FakeClusters implements ClusterAccess {
  /** How a read of a kind, or of `<kind> of <namespace>`, fails in every cluster. */
  readonly faults = new Map<string, Fault>();
  readonly asked: string[] = [];
  readonly identities: Identity[] = [];
  opened = 0;
  closed = 0;
  readonly #clusters = new Map<string, FakeCluster>();

  put(cluster: string, ...objects: KubeObject[]): void {
    const fake = this.#clusters.get(cluster) ?? this.#create();
    this.#clusters.set(cluster, fake);
    objects.forEach(object => fake.put(object));
  }

  knows = (cluster: string) => this.#clusters.has(cluster);

  open: ClusterAccess['open'] = async ({ cluster, identity, signal }) => {
    this.opened += 1;
    this.identities.push(identity);
    const fake = this.#clusters.get(cluster) ?? this.#create();
    return {
      ...fake.client({ signal }),
      cluster,
      actingAs: identity.type === 'impersonate' ? identity.user : identity.type,
      close: async () => {
        this.closed += 1;
      },
    };
  };

  #create(): FakeCluster {
    return new FakeCluster({
      permanentFaults: this.faults,
      reads: this.asked,
    });
  }
}
