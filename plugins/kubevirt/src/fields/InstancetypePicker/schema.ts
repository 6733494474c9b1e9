import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** The name of the instancetype, as in the action's input. */
export const instancetypePickerSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.instancetype,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** The props of the field. */
export type InstancetypePickerProps = typeof instancetypePickerSchema.TProps;
