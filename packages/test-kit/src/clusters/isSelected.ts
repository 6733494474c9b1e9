import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Kind } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** True for an object that a list of this kind, namespace and label returns. */
export function isSelected(object: KubeObject, kind: Kind): boolean {
  const { namespace, labels } = object.metadata;
  const [key, value] = kind.labelSelector?.split('=') ?? [];
  return (
    object.kind === kind.kind &&
    object.apiVersion === kind.apiVersion &&
    (kind.namespace === undefined || namespace === kind.namespace) &&
    (key === undefined || labels?.[key] === value)
  );
}
