import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NamedInCluster,
  Site,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { requireKnown } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { VmRead, readVm } from './readVm';

interface VmOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  requester: Requester;
  vm: NamedInCluster;
}

/**
 * A VM's entity, if the user may see it.
 *
 * @throws NotFoundError if the user may not see the VM without an entity, or the site has no such cluster.
 */
export async function entityOfVm(
  options: VmOptions,
): Promise<Entity | undefined> {
  const { catalog, site, live, requester, vm } = options;
  const entity = await catalog.getEntityByRef(vmEntityRef(vm), {
    credentials: requester.credentials,
  });
  // If all users read the cluster with the same rights, the catalog decides who may see a VM.
  if (
    !Object.hasOwn(site.clusters, vm.cluster) ||
    (live.isReadAsBackstage && !entity)
  ) {
    throw notFound(options);
  }
  return entity;
}

/**
 * The current state of a VM on its cluster.
 *
 * @throws NotFoundError if it does not exist; NotAllowedError if the cluster denies the user access;
 * ServiceUnavailableError if it can't be read.
 */
export async function vmOnCluster(
  options: Omit<VmOptions, 'catalog' | 'site'>,
): Promise<VmRead> {
  const { live, requester } = options;
  const { cluster, ...names } = options.vm;
  const reading = await live.read({
    cluster,
    requester,
    what: JSON.stringify(['vm', names.namespace, names.name]),
    read: client => readVm({ client, ...names }),
  });
  const { value: found } = requireKnown(reading);
  if (!found) {
    throw notFound(options);
  }
  return found;
}

function notFound({
  vm,
  requester,
}: Pick<VmOptions, 'vm' | 'requester'>): NotFoundError {
  const { cluster, namespace, name } = vm;
  return new NotFoundError(
    `There is no VM "${name}" in namespace "${namespace}" of cluster "${cluster}" that ${requester.ref} can see`,
  );
}
