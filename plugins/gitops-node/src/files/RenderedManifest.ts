import {
  KubeObject,
  PlannedObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A planned object with its rendered manifest. */
export interface RenderedManifest extends PlannedObject {
  text: string;
  object: KubeObject;
}
