import { OWNER_ANNOTATION, PART_OF_ANNOTATION } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { entityRefOf } from '../vlan/entityRef';
import { CatalogFacts } from './facts';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const PART_OF = 'app.kubernetes.io/part-of';

/**
 * The owner that objects name in their annotation, as a full reference: the first that is a group or a user. Tenants
 * write the annotation, so other values are ignored.
 */
export function ownerOf(
  objects: Array<KubeObject | undefined>,
): string | undefined {
  return first(objects, object =>
    entityRefOf(valueOf(object, OWNER_ANNOTATION), {
      kinds: ['group', 'user'],
      defaultKind: 'group',
    }),
  );
}

/**
 * The System or Component that objects are part of, as a full reference. A reference in our own annotation is used as
 * it is; the other annotations hold names, which count only if the catalog has such an entity.
 */
export function partOf(
  objects: Array<KubeObject | undefined>,
  { systems, components }: Pick<CatalogFacts, 'systems' | 'components'>,
): string | undefined {
  return first(objects, object => {
    const name = entityRefOf(valueOf(object, PART_OF), {
      kinds: ['system'],
      defaultKind: 'system',
    });
    return (
      entityRefOf(valueOf(object, PART_OF_ANNOTATION), {
        kinds: ['system', 'component'],
        defaultKind: 'system',
      }) ??
      components.get(valueOf(object, KUBERNETES_ID) ?? '') ??
      (name !== undefined && systems.has(name) ? name : undefined)
    );
  });
}

function first<T>(
  objects: Array<KubeObject | undefined>,
  find: (object: KubeObject) => T | undefined,
): T | undefined {
  for (const object of objects) {
    const found = object && find(object);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The value of an annotation, or of a label with the same key. */
function valueOf({ metadata }: KubeObject, key: string): string | undefined {
  const found = [metadata.annotations, metadata.labels].find(
    values => values && Object.hasOwn(values, key),
  )?.[key];
  return typeof found === 'string' ? found : undefined;
}
