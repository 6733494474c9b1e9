/** The identity of a Kubernetes object in one cluster; `namespace` is absent for cluster-scoped kinds. */
export interface ObjectId {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** A Kubernetes object as parsed from a manifest. Only its identity is validated. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: unknown;
}

/** The identity of an object. */
export function objectId(object: KubeObject): ObjectId {
  const { name, namespace } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== undefined && { namespace }),
    name,
  };
}

/** `kind/namespace/name`, or `kind/name` for cluster-scoped kinds. */
export function formatObjectId(id: Omit<ObjectId, 'apiVersion'>): string {
  return [id.kind, id.namespace, id.name]
    .filter(part => part !== undefined)
    .join('/');
}

/** `formatObjectId` of an object. */
export function formatObject(object: KubeObject): string {
  return formatObjectId(objectId(object));
}

/** True for a value with the four parts of an identity, each of the right type. */
export function isKubeObject(value: unknown): value is KubeObject {
  if (!isRecord(value) || !isRecord(value.metadata)) {
    return false;
  }
  const { name, namespace } = value.metadata;
  return (
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    typeof name === 'string' &&
    (namespace === undefined || typeof namespace === 'string')
  );
}

/** True for a plain mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
