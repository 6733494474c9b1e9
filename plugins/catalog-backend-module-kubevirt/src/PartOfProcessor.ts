import {
  Entity,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { VM_ENTITY_TYPE } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * Makes a VM part of the Component that its `spec.subcomponentOf` names. The catalog itself does so for Components only; it
 * makes a Resource part of its System and of nothing else.
 *
 * @public
 */
export class PartOfProcessor implements CatalogProcessor {
  /** The catalog stores this name with each relation, so it does not follow the class. */
  getProcessorName(): string {
    return 'KubevirtWholeProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const { kind, spec } = entity;
    const component = spec?.subcomponentOf;
    if (
      kind === 'Resource' &&
      spec?.type === VM_ENTITY_TYPE &&
      typeof component === 'string'
    ) {
      const source = getCompoundEntityRef(entity);
      const target = parseEntityRef(component, {
        defaultKind: 'component',
        defaultNamespace: source.namespace,
      });
      emit(
        processingResult.relation({ source, target, type: RELATION_PART_OF }),
      );
      emit(
        processingResult.relation({
          source: target,
          target: source,
          type: RELATION_HAS_PART,
        }),
      );
    }
    return entity;
  }
}
