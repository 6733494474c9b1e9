import { isAddress } from '../request/address';
import { isInsideRange, parseAddressRange } from './addressRange';
import { VlanEntity } from './vlanEntity';

/** Why a VM may not have an address for its own, or undefined where no reserved range holds it. */
export function reservedProblem(
  vlan: Pick<VlanEntity, 'owner' | 'reserved'>,
  address: string,
): string | undefined {
  const ip = isAddress(address) ? parseAddressRange(address) : undefined;
  if (!ip) {
    return 'is not an IP address';
  }
  const reserved = vlan.reserved.find(text => {
    const range = parseAddressRange(text);
    return range !== undefined && isInsideRange(ip, range);
  });
  return reserved === undefined
    ? undefined
    : `is reserved (${reserved}; ask the VLAN's owner ${vlan.owner})`;
}
