import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { onPaper } from '../onPaper';
import { KubevirtPreview } from './KubevirtPreview';
import { kubevirtPreviewSchema } from './schema';

/** The field `KubevirtPreview`. */
export const kubevirtPreviewField = createFormField({
  name: 'KubevirtPreview',
  component: onPaper(KubevirtPreview),
  schema: kubevirtPreviewSchema,
});
