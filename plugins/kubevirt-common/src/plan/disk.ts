import { MAX_LABEL } from '../constants';
import { shorten } from '../naming/shorten';
import { CreateVmRequest } from '../request/createVm';

/** A VM's boot disk, with exactly one of `containerDisk`, `dataSource` and `blank`. */
export type BootDisk = {
  name: string;
  bootOrder?: number;
  containerDisk?: string;
  /** The DataVolume that the VM brings, for the two kinds that persist. */
  dataVolume?: string;
  size?: string;
  dataSource?: { name: string; namespace: string };
  blank?: true;
};

/** The boot disk of a VM. The schema of the request guarantees exactly one source. */
export function planDisk(request: CreateVmRequest): BootDisk {
  const disk = { name: 'rootdisk', ...bootOrder(request) };
  if (request.containerDisk !== undefined) {
    return { ...disk, containerDisk: request.containerDisk };
  }
  const dataVolume = shorten(`${request.name}-rootdisk`, MAX_LABEL);
  return request.dataSource !== undefined
    ? {
        ...disk,
        dataVolume,
        size: request.diskSize!,
        dataSource: request.dataSource,
      }
    : { ...disk, dataVolume, size: request.blank!.size, blank: true };
}

/** Once a NIC has a boot order, KubeVirt ignores devices without one, so the disk gets the first free number. */
function bootOrder(request: CreateVmRequest): { bootOrder?: number } {
  const taken = request.networks.flatMap(network => network.bootOrder ?? []);
  if (taken.length === 0) {
    return {};
  }
  let order = 1;
  while (taken.includes(order)) {
    order += 1;
  }
  return { bootOrder: order };
}
