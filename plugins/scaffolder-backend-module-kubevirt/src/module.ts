import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { kubevirtPermissions } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  KubernetesClusterClient,
  clusterConnections,
  consoleLinks,
  providedClusters,
  readSite,
  secretsInConfig,
  withVlanSources,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { openHost } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { createVlanAttachAction } from './actions/vlanAttach';
import { createVmCreateAction } from './actions/vmCreate';
import { registerExtensions } from './extensions';
import { ActionDependencies } from './pipeline';

/**
 * Adds the KubeVirt actions to the scaffolder. A configuration that is not valid stops the start.
 *
 * @public
 */
export const scaffolderModuleKubevirt = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kubevirt',
  register(reg) {
    const extensions = registerExtensions(reg);
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
        catalog: catalogServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
      },
      async init({
        scaffolder,
        config,
        reader,
        catalog,
        permissions,
        permissionsRegistry,
        auditor,
        auth,
      }) {
        permissionsRegistry.addPermissions(kubevirtPermissions);
        const site = extensions.named(readSite(config));
        const integrations = ScmIntegrations.fromConfig(config);
        const clusters = clusterConnections(config, site);
        const provided = providedClusters(config);
        const ownCredentials = () => auth.getOwnServiceCredentials();
        const deps: ActionDependencies = {
          site,
          integrations,
          gitHosts: extensions.gitHosts,
          extraChecks: extensions.extraChecks,
          reader,
          author: {
            name:
              config.getOptionalString('scaffolder.defaultAuthor.name') ??
              'Scaffolder',
            email:
              config.getOptionalString('scaffolder.defaultAuthor.email') ??
              'scaffolder@backstage.io',
          },
          openHost: options =>
            openHost({
              integrations,
              gitHosts: extensions.gitHosts(),
              ...options,
            }),
          catalog: {
            getEntities: (query, options) =>
              catalog.getEntities(query, options),
            getEntityByRef: withVlanSources({
              getEntityByRef: (ref, options) =>
                catalog.getEntityByRef(ref, options),
              sources: extensions.vlanSources,
              ownCredentials,
            }),
          },
          secrets: secretsInConfig(config),
          ownCredentials,
          permissions,
          auditor,
          knowsCluster: clusters.has,
          isProvided: cluster => provided.has(cluster),
          consoleOf: consoleLinks(config),
          openCluster: async ({ cluster, ...options }) =>
            KubernetesClusterClient.open({
              cluster,
              config: clusters.configOf(cluster, {
                bringsToken: options.identity.type === 'user-token',
              }),
              ...options,
            }),
        };
        scaffolder.addActions(
          createVlanAttachAction(deps),
          createVmCreateAction(deps),
        );
      },
    });
  },
});
