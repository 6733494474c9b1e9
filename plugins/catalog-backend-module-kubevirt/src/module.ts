import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { PartOfProcessor } from './PartOfProcessor';
import { clusterReaders } from './provider/openCluster';
import { KubevirtEntityProvider } from './provider/KubevirtEntityProvider';
import { readProviders } from './provider/settings';
import { catalogReader } from './sync/readCatalog';
import { VlanEntityProcessor } from './VlanEntityProcessor';

/**
 * VLANs, networks and VMs in the catalog: refuses VLANs that are not valid, and keeps the objects of clusters as entities.
 *
 * @public
 */
export const catalogModuleKubevirt = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kubevirt',
  register(reg) {
    reg.registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({
        processing,
        catalog,
        auth,
        config,
        scheduler,
        lifecycle,
        logger,
      }) {
        processing.addProcessor(
          new VlanEntityProcessor({ logger }),
          new PartOfProcessor(),
        );
        const openCluster = clusterReaders({ config, logger });
        for (const settings of readProviders(config)) {
          processing.addEntityProvider(
            new KubevirtEntityProvider({
              settings,
              openClient: openCluster(settings),
              catalog: catalogReader({ catalog, auth }),
              scheduler,
              lifecycle,
              logger: logger.child({ provider: settings.id }),
            }),
          );
        }
      },
    });
  },
});
