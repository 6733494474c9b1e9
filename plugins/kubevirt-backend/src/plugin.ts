import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { kubevirtViewPermission } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  SecretGuard,
  consoleLinks,
  readSite,
  secretsInConfig,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { configuredClusters } from './live/ClusterAccess';
import { LiveClusters } from './live/LiveClusters';
import { Previews } from './preview/Previews';
import { createRouter } from './router';
import { GitOpsLinks } from './vms/GitOpsLinks';

/**
 * Creates the plugin.
 *
 * @param clustersOf - how clusters are reached; replaced in tests
 */
export function createKubevirtPlugin(clustersOf = configuredClusters) {
  return createBackendPlugin({
    pluginId: 'kubevirt',
    register(reg) {
      reg.registerInit({
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.logger,
          httpRouter: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
          auth: coreServices.auth,
          discovery: coreServices.discovery,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          reader: coreServices.urlReader,
          catalog: catalogServiceRef,
        },
        async init({
          config,
          logger,
          httpRouter,
          httpAuth,
          auth,
          discovery,
          permissions,
          permissionsRegistry,
          reader,
          catalog,
        }) {
          permissionsRegistry.addPermissions([kubevirtViewPermission]);
          const site = readSite(config);
          const guard = new SecretGuard(secretsInConfig(config));
          const integrations = ScmIntegrations.fromConfig(config);
          httpRouter.use(
            createRouter({
              site,
              catalog,
              httpAuth,
              permissions,
              live: new LiveClusters({
                site,
                access: clustersOf({ config, site, logger }),
              }),
              consoleLinks: consoleLinks(config),
              gitOps: new GitOpsLinks({
                site,
                integrations,
                reader,
                redact: text => guard.redact(text),
              }),
              previews: new Previews({
                catalog,
                reader,
                integrations,
                auth,
                discovery,
              }),
            }),
          );
        },
      });
    },
  });
}

/**
 * The API behind the forms, cards and pages for VLANs, node pools and VMs, at `/api/kubevirt`. The backend does not start
 * with a configuration that is not valid.
 *
 * @public
 */
export const kubevirtPlugin = createKubevirtPlugin();
