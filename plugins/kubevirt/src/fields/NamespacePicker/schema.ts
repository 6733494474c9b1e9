import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { attachVlanSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';
import { vlanOptions } from '../vlanOptions';

/** The name of a namespace, as in the actions' input. */
export const namespacePickerSchema = makeFieldSchema({
  output: z => attachVlanSchema(z).shape.namespace,
  uiOptions: z => z.object({ ...clusterOptions(z), ...vlanOptions(z) }),
});

/** The props of the field. */
export type NamespacePickerProps = typeof namespacePickerSchema.TProps;
