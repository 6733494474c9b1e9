import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { BootSourcePicker } from './BootSourcePicker';
import { bootSourcePickerSchema } from './schema';

/** The field `BootSourcePicker`. */
export const bootSourcePickerField = createFormField({
  name: 'BootSourcePicker',
  component: onPaper(BootSourcePicker),
  schema: bootSourcePickerSchema,
});
