import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NamedInCluster,
  Site,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { requireKnown } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { VmRead, readVm } from './readVm';

interface VmOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  asker: Asker;
  vm: NamedInCluster;
}

/**
 * A VM's entity, as far as the user may see it.
 *
 * @throws NotFoundError where the VM is not for this user without one, or on no cluster of the site.
 */
export async function entityOfVm(
  options: VmOptions,
): Promise<Entity | undefined> {
  const { catalog, site, live, asker, vm } = options;
  const entity = await catalog.getEntityByRef(vmEntityRef(vm), {
    credentials: asker.credentials,
  });
  // Where everybody reads the cluster with the same rights, the catalog says who may see what.
  if (
    !Object.hasOwn(site.clusters, vm.cluster) ||
    (live.isReadAsBackstage && !entity)
  ) {
    throw notFound(options);
  }
  return entity;
}

/**
 * A VM as its cluster has it now.
 *
 * @throws NotFoundError for one that is not there; NotAllowedError where the cluster refuses it to the user;
 * ServiceUnavailableError where it can't be read.
 */
export async function vmOnCluster(
  options: Omit<VmOptions, 'catalog' | 'site'>,
): Promise<VmRead> {
  const { live, asker } = options;
  const { cluster, ...names } = options.vm;
  const reading = await live.read({
    cluster,
    asker,
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
  asker,
}: Pick<VmOptions, 'vm' | 'asker'>): NotFoundError {
  const { cluster, namespace, name } = vm;
  return new NotFoundError(
    `There is no VM "${name}" in namespace "${namespace}" of cluster "${cluster}" that ${asker.ref} can see`,
  );
}
