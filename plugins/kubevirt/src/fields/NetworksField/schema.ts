import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** A VM's NICs, as in the action's input. */
export const networksFieldSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.networks,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** The props of the field. */
export type NetworksFieldProps = typeof networksFieldSchema.TProps;
