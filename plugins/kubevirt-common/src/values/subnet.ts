import { z } from 'zod/v3';
import { addressProblem, isAddress, isSubnet } from './address';
import { saying } from './fields';
import { isInsideRange, parseAddressRange } from './addressRange';

const SUBNET = 'a subnet such as "10.6.85.0/24", whose host bits are zero';
const ADDRESS = 'an IP address';
const RESERVED =
  'an address, a range "10.6.85.1-10.6.85.20" whose end is not before its beginning, or a subnet such as "10.6.85.0/28"';

/** What is known of a VLAN's subnet, as the site configuration and the VLAN's entity say it. */
export const subnetFields = {
  subnet: z.string(saying(SUBNET)).refine(isSubnet, SUBNET).optional(),
  gateway: z.string(saying(ADDRESS)).refine(isAddress, ADDRESS).optional(),
  dns: z
    .array(
      z.string(saying(ADDRESS)).refine(isAddress, ADDRESS),
      saying('a list of IP addresses'),
    )
    .default([]),
  reserved: z
    .array(
      z
        .string(saying(RESERVED))
        .refine(text => parseAddressRange(text) !== undefined, RESERVED),
      saying('a list of addresses, ranges and subnets'),
    )
    .default([]),
};

/** A refinement: a gateway is a host of the subnet. */
export function checkGateway(
  vlan: { subnet?: string; gateway?: string },
  ctx: z.RefinementCtx,
): void {
  // Refinements also run where a field was refused by its own.
  if (vlan.gateway === undefined || !isAddress(vlan.gateway)) {
    return;
  }
  const problem =
    vlan.subnet === undefined || !isSubnet(vlan.subnet)
      ? 'needs a subnet'
      : addressProblem(vlan.gateway, vlan.subnet);
  if (problem) {
    ctx.addIssue({
      code: 'custom',
      path: ['gateway'],
      message: `a host address inside the VLAN's subnet (${vlan.gateway} ${problem})`,
    });
  }
}

/** A refinement: what is reserved lies in the subnet. */
export function checkReserved(
  { subnet, reserved }: { subnet?: string; reserved: string[] },
  ctx: z.RefinementCtx,
): void {
  const subnetRange =
    subnet !== undefined && isSubnet(subnet)
      ? parseAddressRange(subnet)
      : undefined;
  reserved.forEach((text, i) => {
    const range = parseAddressRange(text);
    // An IPv4 range is not inside ::/0, which all addresses as IPv6 would make it.
    const inside =
      range &&
      subnetRange &&
      isInsideRange(range, subnetRange) &&
      text.includes(':') === subnet!.includes(':');
    if (range && !inside) {
      ctx.addIssue({
        code: 'custom',
        path: ['reserved', i],
        message: subnetRange
          ? `addresses inside the VLAN's subnet ${subnet}`
          : 'nothing, as long as the VLAN has no subnet that is valid',
      });
    }
  });
}
