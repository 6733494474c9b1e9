import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { attachVlanSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** The name of a namespace, as the actions take it. */
export const namespacePickerSchema = makeFieldSchema({
  output: z => attachVlanSchema(z).shape.namespace,
  uiOptions: z =>
    z.object({
      ...clusterOptions(z),
      vlanField: z
        .string()
        .optional()
        .describe(
          'The name of the field with the VLAN that the namespace is for; "vlanId" if left out',
        ),
    }),
});

/** What the form gives the field. */
export type NamespacePickerProps = typeof namespacePickerSchema.TProps;
