import {
  addressProblem,
  isAddress,
  isSameAddress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { AddressUse } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';

/** The error of an address on a VLAN, by its subnet and its use, if they are known. */
export function useAddressProblem(known: {
  subnet: string | undefined;
  use: AddressUse | undefined;
}) {
  const { subnet, use } = known;
  const t = useTexts();
  return (address: string): string | undefined => {
    if (!isAddress(address)) {
      return t('nics.notAnAddress');
    }
    const problem = subnet && addressProblem(address, subnet);
    if (problem) {
      return t('nics.problem', { address, problem });
    }
    const taken = use?.used.find(used => isSameAddress(used.address, address));
    return taken && t('nics.taken', { vm: taken.vm });
  };
}
