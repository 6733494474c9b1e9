import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NamedInCluster,
  Site,
  VmDetails,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { LiveClusters } from '../live/LiveClusters';
import { entityOfVm, vmOnCluster } from './findVm';
import { VmRead } from './readVm';
import { vlansInEntity } from './vlansInEntity';

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
  vm: NamedInCluster;
}): Promise<VmDetails> {
  const entity = await entityOfVm(options);
  const { status, nics } = await vmOnCluster(options);
  const known = vlansInEntity(entity);
  return {
    status,
    nics: nics.map(({ network, vlans, problem, ...nic }) => ({
      ...nic,
      ...(network && { network: `${network.namespace}/${network.name}` }),
      ...vlansOf({ vlans, problem }, known.get(nic.name)),
    })),
  };
}

/** The VLANs of a NIC: those of now, and where they can't be read, those that the catalog knows. */
function vlansOf(
  { vlans, problem }: Pick<VmRead['nics'][number], 'vlans' | 'problem'>,
  known: number[] = [],
) {
  if (problem === 'network-missing') {
    return { vlans: [], vlansUnknown: problem };
  }
  const told = problem && vlans.length === 0 ? known : vlans;
  return {
    vlans: told,
    ...(problem && told.length === 0 && { vlansUnknown: problem }),
  };
}
