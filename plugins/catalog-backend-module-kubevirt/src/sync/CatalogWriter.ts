import { setTimeout as sleep } from 'node:timers/promises';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { withDigest } from './digest';
import { WantedEntity } from './WantedEntities';

/** Hands entities over to the catalog; each mutation has its time limit. */
export class CatalogWriter {
  readonly #connection: EntityProviderConnection;
  readonly #locationKey: string;
  readonly #limitMs: number;

  /** @param locationKey - the catalog keeps entities of different keys apart */
  constructor(options: {
    connection: EntityProviderConnection;
    locationKey: string;
    limitMs: number;
  }) {
    this.#connection = options.connection;
    this.#locationKey = options.locationKey;
    this.#limitMs = options.limitMs;
  }

  upsert(entities: WantedEntity[]): Promise<void> {
    const added = entities.map(one => this.#deferred(one));
    return this.#apply({ type: 'delta', added, removed: [] });
  }

  remove(refs: string[]): Promise<void> {
    const locationKey = this.#locationKey;
    const removed = refs.map(entityRef => ({ entityRef, locationKey }));
    return this.#apply({ type: 'delta', added: [], removed });
  }

  /** The catalog drops what else it has from this provider. */
  replaceAll(all: WantedEntity[]): Promise<void> {
    const entities = all.map(one => this.#deferred(one));
    return this.#apply({ type: 'full', entities });
  }

  #deferred({ entity, digest }: WantedEntity) {
    return {
      entity: withDigest(entity(), digest),
      locationKey: this.#locationKey,
    };
  }

  async #apply(mutation: EntityProviderMutation): Promise<void> {
    const limit = new AbortController();
    await Promise.race([
      this.#connection.applyMutation(mutation),
      sleep(this.#limitMs, undefined, { signal: limit.signal }).then(() => {
        throw new Error(`no answer in ${this.#limitMs / 1000} s`);
      }),
    ]).finally(() => limit.abort());
  }
}
