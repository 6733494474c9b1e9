import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** An object of a file. */
export interface Manifest {
  object: KubeObject;
  /** The file, as an absolute path. */
  path: string;
  /** Where a field of the object stands, counted from 1. */
  locate: (field: string) => Position;
}

export interface Position {
  line: number;
  column: number;
}
