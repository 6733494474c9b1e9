import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { attachVlanSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** The id of a VLAN, as in the actions' input. */
export const vlanPickerSchema = makeFieldSchema({
  output: z => attachVlanSchema(z).shape.vlanId,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** The props of the field. */
export type VlanPickerProps = typeof vlanPickerSchema.TProps;
