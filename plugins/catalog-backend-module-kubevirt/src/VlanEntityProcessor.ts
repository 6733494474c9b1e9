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
 * Refuses entities of VLANs that are not valid. It adds nothing to the others.
 *
 * @public
 */
export class VlanEntityProcessor implements CatalogProcessor {
  readonly #logger: Pick<LoggerService, 'warn'>;
  /** What was said of an entity: it is processed again every few minutes. */
  readonly #logged = new Map<string, string>();

  constructor(options: { logger: Pick<LoggerService, 'warn'> }) {
    this.#logger = options.logger;
  }

  getProcessorName(): string {
    return 'VlanEntityProcessor';
  }

  /** After all others (20): what is checked is what the catalog will serve. */
  getPriority(): number {
    return 1000;
  }

  /**
   * Not before the others: placeholders and an owner from CODEOWNERS are filled in by then, and what every Resource
   * needs was checked. An error here keeps all of the entity out, too.
   *
   * @throws InputError, which the catalog shows on the entity's page.
   */
  async postProcessEntity(entity: Entity): Promise<Entity> {
    if (isMeantAsVlan(entity)) {
      this.#check(entity);
    }
    return entity;
  }

  /** The catalog itself logs no processing errors, and an entity that was never valid has no page. */
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

/** Also what is of type "VLAN", or has the block and another type: its author is told, not left wondering. */
function isMeantAsVlan({ kind, spec }: Entity): boolean {
  if (kind.toLocaleLowerCase('en-US') !== 'resource' || !spec) {
    return false;
  }
  return (
    String(spec.type).trim().toLocaleLowerCase('en-US') === VLAN_ENTITY_TYPE ||
    Object.hasOwn(spec, 'vlan')
  );
}
