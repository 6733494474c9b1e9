import {
  ScaffolderTemplateOutputsComponent,
  scaffolderTemplateOutputsBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { Suspense, lazy } from 'react';
import { z } from 'zod/v4';

const TaskOutputs = lazy(() =>
  import('./TaskOutputs').then(m => ({ default: m.TaskOutputs })),
);

const Outputs: ScaffolderTemplateOutputsComponent = props => (
  <Suspense fallback={null}>
    <TaskOutputs {...props} />
  </Suspense>
);

/**
 * Additional outputs on the page of a task, for the templates that the configuration names: those that configure nodes.
 * They cost one more stream of the task's events. Backstage's own page has four, and HTTP/1.1 allows six.
 */
export const taskOutputs = scaffolderTemplateOutputsBlueprint.makeWithOverrides(
  {
    configSchema: {
      templateRefs: z
        .array(z.string())
        .default(['template:default/attach-vlan']),
    },
    factory: (original, { config: { templateRefs } }) =>
      original({ component: Outputs, templateRefs }),
  },
);
