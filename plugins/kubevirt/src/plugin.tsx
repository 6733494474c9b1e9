import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { KubevirtClient, kubevirtApiRef } from './api';
import { cards } from './cards';
import { formFields } from './fields';
import { vlansPage } from './pages';
import { templateRouteRef, vlansRouteRef } from './routes';
import { taskOutputs } from './task';

const kubevirtApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: kubevirtApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new KubevirtClient(deps),
    }),
});

/** Form fields, preview, cards and pages for VMs on VLANs. */
export const kubevirtPlugin = createFrontendPlugin({
  pluginId: 'kubevirt',
  info: { packageJson: () => import('../package.json') },
  extensions: [kubevirtApi, vlansPage, taskOutputs, ...formFields, ...cards],
  routes: { vlans: vlansRouteRef },
  externalRoutes: { template: templateRouteRef },
});
