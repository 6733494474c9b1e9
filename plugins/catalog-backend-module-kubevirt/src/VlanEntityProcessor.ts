import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import {
  VLAN_ENTITY_TYPE,
  checkUnregisteredVlan,
  isUnregisteredVlan,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * Refuses entities of VLANs that are not valid, and changes nothing on the others.
 *
 * @public
 */
export class VlanEntityProcessor implements CatalogProcessor {
  readonly #logger: Pick<LoggerService, 'warn'>;
  /** The last message per entity, so that it is logged once: an entity is processed every few minutes. */
  readonly #logged = new Map<string, string>();

  constructor(options: { logger: Pick<LoggerService, 'warn'> }) {
    this.#logger = options.logger;
  }

  getProcessorName(): string {
    return 'VlanEntityProcessor';
  }

  /** After all others (20), so that it checks what the catalog will serve. */
  getPriority(): number {
    return 1000;
  }

  /**
   * Runs after the others: by then they have filled in placeholders and an owner from CODEOWNERS, and have checked what
   * every Resource needs. An error here also keeps the entity out of the catalog.
   *
   * @throws InputError, which the catalog shows on the entity's page.
   */
  async postProcessEntity(entity: Entity): Promise<Entity> {
    if (isMeantAsVlan(entity)) {
      this.#check(entity);
    }
    return entity;
  }

  /** Logs the error, as the catalog itself does not, and an entity that was never valid has no page to show it. */
  #check(entity: Entity): void {
    const ref = stringifyEntityRef(entity);
    try {
      if (isUnregisteredVlan(entity)) {
        checkUnregisteredVlan(entity);
      } else {
        parseVlanEntity(entity);
      }
      this.#logged.delete(ref);
    } catch (error) {
      const { message } = error as Error;
      if (this.#logged.get(ref) !== message) {
        this.#logged.set(ref, message);
        this.#logger.warn(message);
      }
      throw error;
    }
  }
}

/** Also an entity of type "VLAN", or one with the block and another type: its author gets the error. */
function isMeantAsVlan({ kind, spec }: Entity): boolean {
  if (kind.toLocaleLowerCase('en-US') !== 'resource' || !spec) {
    return false;
  }
  return (
    String(spec.type).trim().toLocaleLowerCase('en-US') === VLAN_ENTITY_TYPE ||
    Object.hasOwn(spec, 'vlan')
  );
}
