import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { VlanPicker } from './VlanPicker';
import { vlanPickerSchema } from './schema';

/** The field `VlanPicker`. */
export const vlanPickerField = createFormField({
  name: 'VlanPicker',
  component: onPaper(VlanPicker),
  schema: vlanPickerSchema,
});
