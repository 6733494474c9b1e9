import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** A DataSource by name and namespace, as the action takes it. */
export const bootSourcePickerSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.dataSource,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** What the form gives the field. */
export type BootSourcePickerProps = typeof bootSourcePickerSchema.TProps;
