import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogFacts,
  ClusterIndex,
  EntitySettings,
  KubeObject,
  entitiesBesideVms,
  vmEntity,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { MirroredFacts } from './ClusterMirrors';
import { digestOf } from './digest';

/** An entity that the catalog should have. */
export interface WantedEntity {
  digest: string;
  /** Gives the entity: the first time the one that was made, later a new one. */
  entity: () => Entity;
  /** Forgets the entity that was made: ten thousand of them would take most of the memory. */
  forget: () => void;
}

/**
 * The entities of a cluster, by reference. A change of one VM changes one entity; after any other change all of them are
 * made anew.
 */
export class WantedEntities {
  readonly #cluster: string;
  readonly #settings: EntitySettings;
  readonly #entities = new Map<string, WantedEntity>();
  #catalog: CatalogFacts | undefined;
  #index: ClusterIndex | undefined;

  constructor(options: { cluster: string; settings: EntitySettings }) {
    this.#cluster = options.cluster;
    this.#settings = options.settings;
  }

  /** As they were at the last update, with the VMs that changed since. */
  get all(): ReadonlyMap<string, WantedEntity> {
    return this.#entities;
  }

  /** False where the entities have to be made anew. */
  get isCurrent(): boolean {
    return this.#index !== undefined;
  }

  /** Forgets the entities that need not be handed over. */
  keepOnly(refs: Iterable<string>): void {
    const kept = new Set(refs);
    for (const [ref, one] of this.#entities) {
      if (!kept.has(ref)) {
        one.forget();
      }
    }
  }

  /** Something that many entities are made from has changed. */
  invalidate(): void {
    this.#index = undefined;
  }

  /** Takes what others have in the catalog; true where that has changed. */
  setCatalog(facts: CatalogFacts): boolean {
    if (this.#catalog && print(facts) === print(this.#catalog)) {
      return false;
    }
    this.#catalog = facts;
    this.invalidate();
    return true;
  }

  /** One VM has changed; undefined: it was deleted. */
  vmChanged(key: string, vm: KubeObject | undefined): void {
    if (!this.#index) {
      return;
    }
    if (vm) {
      this.#wantVm(vm, this.#index);
    } else {
      this.#entities.delete(refOf(key, this.#cluster));
    }
  }

  /** Makes the entities anew where they are not current; false as long as the catalog or a kind was never read. */
  update(facts: MirroredFacts): boolean {
    if (this.#index) {
      return true;
    }
    const { vms, networks, policies, namespaces, clusterNetworks } = facts;
    const isComplete =
      vms && networks && policies && namespaces && clusterNetworks;
    if (!this.#catalog || !isComplete) {
      return false;
    }
    const index = new ClusterIndex(
      {
        cluster: this.#cluster,
        networks: [...networks.values()],
        policies: [...policies.values()],
        namespaces: [...namespaces.values()],
        clusterNetworks: [...clusterNetworks.values()],
      },
      this.#catalog,
      this.#settings,
    );
    this.#index = index;
    this.#entities.clear();
    [...vms.values()].forEach(vm => this.#wantVm(vm, index));
    entitiesBesideVms([...networks.values()], index).forEach(entity =>
      this.#want(entity, () => entity),
    );
    return true;
  }

  #wantVm(vm: KubeObject, index: ClusterIndex): void {
    this.#want(vmEntity(vm, index), () => vmEntity(vm, index));
  }

  #want(made: Entity, entity: () => Entity): void {
    let kept: Entity | undefined = made;
    const forget = () => {
      kept = undefined;
    };
    this.#entities.set(stringifyEntityRef(made), {
      digest: digestOf(made),
      entity: () => {
        const given = kept ?? entity();
        forget();
        return given;
      },
      forget,
    });
  }
}

function refOf(key: string, cluster: string): string {
  const end = key.indexOf('/');
  return vmEntityRef({
    cluster,
    namespace: key.slice(0, end),
    name: key.slice(end + 1),
  });
}

function print({ vlans, systems, components }: CatalogFacts): string {
  return JSON.stringify([vlans, [...systems], [...components]]);
}
