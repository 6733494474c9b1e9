import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { PreferencePicker } from './PreferencePicker';
import { preferencePickerSchema } from './schema';

/** The field `PreferencePicker`. */
export const preferencePickerField = createFormField({
  name: 'PreferencePicker',
  component: onPaper(PreferencePicker),
  schema: preferencePickerSchema,
});
