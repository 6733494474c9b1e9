import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { NamespacePicker } from './NamespacePicker';
import { namespacePickerSchema } from './schema';

/** The field `NamespacePicker`. */
export const namespacePickerField = createFormField({
  name: 'NamespacePicker',
  component: onPaper(NamespacePicker),
  schema: namespacePickerSchema,
});
