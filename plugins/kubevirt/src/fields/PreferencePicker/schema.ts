import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createVmSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';

/** The name of the preference, as in the action's input. */
export const preferencePickerSchema = makeFieldSchema({
  output: z => createVmSchema(z).innerType().shape.preference,
  uiOptions: z => z.object(clusterOptions(z)),
});

/** The props of the field. */
export type PreferencePickerProps = typeof preferencePickerSchema.TProps;
