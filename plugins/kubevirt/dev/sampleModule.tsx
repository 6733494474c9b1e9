import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { RiTestTubeLine } from '@remixicon/react';
import { kubevirtApiRef } from '../src/api';
import { SampleApi } from '../src/sample';

/** Replaces the backend with sample data, and adds a page with every field and card. */
export const sampleModule = createFrontendModule({
  pluginId: 'kubevirt',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: kubevirtApiRef,
          deps: {},
          factory: () => new SampleApi(),
        }),
    }),
    PageBlueprint.make({
      name: 'gallery',
      params: {
        path: '/gallery',
        title: 'Gallery (sample data)',
        icon: <RiTestTubeLine aria-hidden="true" />,
        loader: () => import('./Gallery').then(m => <m.Gallery />),
      },
    }),
  ],
});
