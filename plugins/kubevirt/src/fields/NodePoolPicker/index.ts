import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { NodePoolPicker } from './NodePoolPicker';
import { nodePoolPickerSchema } from './schema';

/** The field `NodePoolPicker`. */
export const nodePoolPickerField = createFormField({
  name: 'NodePoolPicker',
  component: onPaper(NodePoolPicker),
  schema: nodePoolPickerSchema,
});
