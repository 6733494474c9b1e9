import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** The name of the instancetype, as the action takes it. */
export const instancetypePickerSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.instancetype,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** What the form gives the field. */
export type InstancetypePickerProps = typeof instancetypePickerSchema.TProps;
