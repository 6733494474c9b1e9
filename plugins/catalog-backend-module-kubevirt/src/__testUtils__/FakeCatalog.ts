import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { CatalogFacts } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { writtenDigest } from '../sync/digest';
import { CatalogReader } from '../sync/readCatalog';

/** An in-memory catalog with the parts that a provider uses. */
export class FakeCatalog implements EntityProviderConnection, CatalogReader {
  readonly entities = new Map<string, Entity>();
  readonly mutations: EntityProviderMutation[] = [];
  /** Everything that was ever removed. */
  readonly removed: string[] = [];
  failures = 0;
  vlans: CatalogFacts['vlans'] = [];

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    await new Promise(done => setImmediate(done));
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('deadlock detected');
    }
    this.mutations.push(mutation);
    if (mutation.type === 'full') {
      const refs = new Set(
        mutation.entities.map(({ entity }) => stringifyEntityRef(entity)),
      );
      [...this.entities.keys()]
        .filter(ref => !refs.has(ref))
        .forEach(ref => this.#remove(ref));
      mutation.entities.forEach(({ entity }) => this.#add(entity));
    } else {
      mutation.added.forEach(({ entity }) => this.#add(entity));
      mutation.removed.forEach(entry =>
        this.#remove(
          'entityRef' in entry
            ? entry.entityRef
            : stringifyEntityRef(entry.entity),
        ),
      );
    }
  }

  async refresh(): Promise<void> {}

  async facts(): Promise<CatalogFacts> {
    return {
      vlans: this.vlans,
      systems: new Set(),
      components: new Map(),
    };
  }

  async known(): Promise<ReadonlyMap<string, string | undefined>> {
    return new Map(
      [...this.entities].map(([ref, entity]) => [ref, writtenDigest(entity)]),
    );
  }

  #add(entity: Entity): void {
    this.entities.set(stringifyEntityRef(entity), entity);
  }

  #remove(ref: string): void {
    if (this.entities.delete(ref)) {
      this.removed.push(ref);
    }
  }
}
