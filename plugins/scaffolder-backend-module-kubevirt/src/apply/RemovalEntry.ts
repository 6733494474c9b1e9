import {
  KubeObject,
  ObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** What a deletion would do to one object. */
export type RemovalEntry =
  | { action: 'deleted'; id: ObjectId; live: KubeObject }
  | { action: 'unchanged'; id: ObjectId };
