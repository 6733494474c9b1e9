import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Long annotations that no check reads. */
const LONG = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubemacpool.io/transaction-timestamp',
];

/** Drops what no check reads: at ten thousand VMs, that is most of the memory. */
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
