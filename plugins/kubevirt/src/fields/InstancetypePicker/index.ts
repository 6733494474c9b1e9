import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { InstancetypePicker } from './InstancetypePicker';
import { instancetypePickerSchema } from './schema';

/** The field `InstancetypePicker`. */
export const instancetypePickerField = createFormField({
  name: 'InstancetypePicker',
  component: onPaper(InstancetypePicker),
  schema: instancetypePickerSchema,
});
