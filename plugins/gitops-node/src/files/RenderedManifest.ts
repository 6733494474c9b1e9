import {
  KubeObject,
  PlannedObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A planned object with the manifest that the templates made of it. */
export interface RenderedManifest extends PlannedObject {
  text: string;
  object: KubeObject;
}
