import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NamedInCluster,
  Site,
  VM_API_VERSION,
  VM_KIND,
  VmLinks,
  isWebUrl,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ConsoleLinks } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Asker } from '../asker/Asker';
import { LiveClusters } from '../live/LiveClusters';
import { GitOpsLinks } from './GitOpsLinks';
import { entityOfVm, vmOnCluster } from './findVm';

/**
 * Where else a VM is: in the console of its cluster, and in the GitOps repository. Who sees its entity in the catalog, or
 * the VM itself, may see that.
 *
 * @throws what `vmDetails` throws, for a VM that has no entity.
 */
export async function vmLinks(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  consoleLinks: ConsoleLinks;
  gitOps: GitOpsLinks;
  asker: Asker;
  vm: NamedInCluster;
}): Promise<VmLinks> {
  const { consoleLinks, gitOps, vm } = options;
  const { cluster, namespace, name } = vm;
  if (!(await entityOfVm(options))) {
    await vmOnCluster(options);
  }
  const url = consoleLinks(cluster, {
    apiVersion: VM_API_VERSION,
    kind: VM_KIND,
    namespace,
    name,
  });
  return {
    ...(url !== undefined &&
      isWebUrl(url) && { console: { name: cluster, url } }),
    ...(await gitOps.of(vm)),
  };
}
