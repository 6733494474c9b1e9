import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Site,
  VmDetails,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { LiveClusters } from '../live/LiveClusters';
import { valueOf } from '../live/Reading';
import { readVm } from './readVm';
import { vlansInEntity } from './vlansInEntity';

interface VmNames {
  cluster: string;
  namespace: string;
  name: string;
}

/**
 * A VM as it is now.
 *
 * @throws NotFoundError for one that is not there, or not for this user; NotAllowedError where the cluster refuses it to
 * the user; ServiceUnavailableError where it can't be read.
 */
export async function vmDetails(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  asker: Asker;
  vm: VmNames;
}): Promise<VmDetails> {
  const { catalog, site, live, asker, vm } = options;
  const { cluster, ...names } = vm;
  const entity = await catalog.getEntityByRef(vmEntityRef(vm), {
    credentials: asker.credentials,
  });
  // Where everybody reads the cluster with the same rights, the catalog says who may see what.
  if (
    !Object.hasOwn(site.clusters, cluster) ||
    (live.isReadAsBackstage && !entity)
  ) {
    throw notFound(vm, asker);
  }
  const reading = await live.read({
    cluster,
    asker,
    what: JSON.stringify(['vm', names.namespace, names.name]),
    read: client => readVm({ client, ...names }),
  });
  const found = valueOf(reading);
  if (!found) {
    throw notFound(vm, asker);
  }
  const known = vlansInEntity(entity);
  return {
    status: found.status,
    nics: found.nics.map(({ network, vlans, ...nic }) => ({
      ...nic,
      ...(network && { network: `${network.namespace}/${network.name}` }),
      vlans: vlans.length > 0 ? vlans : known.get(nic.name) ?? [],
    })),
  };
}

function notFound(
  { cluster, namespace, name }: VmNames,
  { ref }: Asker,
): NotFoundError {
  return new NotFoundError(
    `There is no VM "${name}" in namespace "${namespace}" of cluster "${cluster}" that ${ref} can see`,
  );
}
