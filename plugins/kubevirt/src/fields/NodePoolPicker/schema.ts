import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { attachVlanSchema } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOptions } from '../clusterOptions';
import { vlanOptions } from '../vlanOptions';

/** The name of a node pool, as in the actions' input. */
export const nodePoolPickerSchema = makeFieldSchema({
  output: z => attachVlanSchema(z).shape.nodePool,
  uiOptions: z => z.object({ ...clusterOptions(z), ...vlanOptions(z) }),
});

/** The props of the field. */
export type NodePoolPickerProps = typeof nodePoolPickerSchema.TProps;
