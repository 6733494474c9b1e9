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
  VlanSource,
  clusterConnections,
  consoleLinks,
  providedClusters,
  readSite,
  secretsInConfig,
  vlanSourcesExtensionPoint,
  withVlanSources,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  GIT_HOSTS,
  GitHost,
  gitHostsExtensionPoint,
  openHost,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { createVlanAttachAction } from './actions/vlanAttach';
import { createVmCreateAction } from './actions/vmCreate';
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
    const addedHosts: GitHost[] = [];
    reg.registerExtensionPoint(gitHostsExtensionPoint, {
      addGitHost: host => addedHosts.unshift(host),
    });
    // Read at each use: a module may add its host after this one was initialized.
    const gitHosts = () => [...addedHosts, ...GIT_HOSTS];

    const sources: VlanSource[] = [];
    reg.registerExtensionPoint(vlanSourcesExtensionPoint, {
      addVlanSource: source => sources.push(source),
    });
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
        const site = readSite(config);
        const integrations = ScmIntegrations.fromConfig(config);
        const clusters = clusterConnections(config, site);
        const provided = providedClusters(config);
        const ownCredentials = () => auth.getOwnServiceCredentials();
        const deps: ActionDependencies = {
          site,
          integrations,
          gitHosts,
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
            openHost({ integrations, gitHosts: gitHosts(), ...options }),
          catalog: {
            getEntities: (query, options) =>
              catalog.getEntities(query, options),
            getEntityByRef: withVlanSources({
              getEntityByRef: (ref, options) =>
                catalog.getEntityByRef(ref, options),
              sources,
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
