import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Annotations that are long and that no check reads. */
const LONG = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubemacpool.io/transaction-timestamp',
];

/** An object without what no check reads: at ten thousand VMs, that is most of it. */
export function slim(object: KubeObject): KubeObject {
  const {
    managedFields: _,
    annotations = {},
    ...metadata
  } = object.metadata as KubeObject['metadata'] & { managedFields?: unknown };
  const read = Object.entries(annotations).filter(
    ([key]) => !LONG.includes(key),
  );
  return {
    ...object,
    metadata: { ...metadata, annotations: Object.fromEntries(read) },
  };
}
