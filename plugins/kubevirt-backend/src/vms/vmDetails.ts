import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NamedInCluster,
  Site,
  VmDetails,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { LiveClusters } from '../live/LiveClusters';
import { entityOfVm, vmOnCluster } from './findVm';
import { VmRead } from './readVm';
import { vlansInEntity } from './vlansInEntity';

/**
 * The current state of a VM.
 *
 * @throws NotFoundError if the VM does not exist, or the user may not see it; NotAllowedError if the cluster denies the
 * user access; ServiceUnavailableError if it can't be read.
 */
export async function vmDetails(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  site: Pick<Site, 'clusters'>;
  live: LiveClusters;
  requester: Requester;
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

/** The current VLANs of a NIC; those of the catalog if they can't be read. */
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
