import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** A DataSource by name and namespace, as in the action's input. */
export const bootSourcePickerSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.dataSource,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** The props of the field. */
export type BootSourcePickerProps = typeof bootSourcePickerSchema.TProps;
