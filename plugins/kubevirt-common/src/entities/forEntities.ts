import { list, record, text } from '../manifests/read';
import { KubeObject } from '../model/kubeObject';
import {
  NETWORK_KIND,
  OWNER_ANNOTATION,
  PART_OF_ANNOTATION,
  VM_KIND,
} from '../constants';

const READ = [
  OWNER_ANNOTATION,
  PART_OF_ANNOTATION,
  'backstage.io/kubernetes-id',
  'app.kubernetes.io/part-of',
];

/**
 * Reduces an object to the fields that its entity is made from. This saves memory with ten thousand VMs, and it keeps
 * user data, secrets and status out of every entity.
 */
export function forEntities(object: KubeObject): KubeObject {
  const { apiVersion, kind, metadata, spec } = object;
  const owners = list(metadata, 'ownerReferences');
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      ...(metadata.namespace !== undefined && {
        namespace: metadata.namespace,
      }),
      ...picked('labels', metadata.labels),
      ...picked('annotations', metadata.annotations),
      ...(kind === NETWORK_KIND &&
        owners.length > 0 && {
          ownerReferences: owners.map(owner => ({
            kind: text(owner, 'kind'),
            name: text(owner, 'name'),
          })),
        }),
    },
    ...specOf(kind, spec),
  };
}

function specOf(kind: string, spec: unknown): { spec?: unknown } {
  switch (kind) {
    case 'Namespace':
      return {};
    case VM_KIND: {
      const { runStrategy, running } = record(spec);
      const networks = list(spec, 'template', 'spec', 'networks');
      return {
        spec: {
          ...(runStrategy !== undefined && { runStrategy }),
          ...(running !== undefined && { running }),
          template: { spec: { networks } },
        },
      };
    }
    default:
      return { spec };
  }
}

function picked(
  key: 'labels' | 'annotations',
  values: Record<string, string> | undefined,
): Record<string, Record<string, string>> {
  const found = READ.filter(name => values && Object.hasOwn(values, name));
  return found.length === 0
    ? {}
    : {
        [key]: Object.fromEntries(found.map(name => [name, values![name]])),
      };
}
