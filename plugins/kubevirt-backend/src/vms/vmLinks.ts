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
import { Requester } from '../requester/Requester';
import { LiveClusters } from '../live/LiveClusters';
import { GitOpsLinks } from './GitOpsLinks';
import { entityOfVm, vmOnCluster } from './findVm';

/**
 * Links to a VM in the console of its cluster and in the GitOps repository. Users who see its entity in the catalog, or
 * the VM itself, may see them.
 *
 * @throws the errors of `vmDetails`, for a VM without an entity.
 */
export async function vmLinks(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  consoleLinks: ConsoleLinks;
  gitOps: GitOpsLinks;
  requester: Requester;
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
