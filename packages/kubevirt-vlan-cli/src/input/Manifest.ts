import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Position } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/yaml';

/** An object of a file. */
export interface Manifest {
  object: KubeObject;
  /** The file, as an absolute path. */
  path: string;
  /** The place of a field of the object. */
  locate: (field: string) => Position;
}
