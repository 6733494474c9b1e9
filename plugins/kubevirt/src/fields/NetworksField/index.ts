import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { NetworksField } from './NetworksField';
import { networksFieldSchema } from './schema';

/** The field `NetworksField`. */
export const networksField = createFormField({
  name: 'NetworksField',
  component: onPaper(NetworksField),
  schema: networksFieldSchema,
});
