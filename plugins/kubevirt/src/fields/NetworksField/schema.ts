import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** A VM's NICs, as the action takes them. */
export const networksFieldSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.networks,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** What the form gives the field. */
export type NetworksFieldProps = typeof networksFieldSchema.TProps;
