import { z } from 'zod/v3';
import { addressProblem, isAddress, isSubnet } from './address';
import { saying } from './fields';
import { isInsideRange, parseAddressRange } from './addressRange';

const SUBNET = 'a subnet such as "10.6.85.0/24", whose host bits are zero';
const ADDRESS = 'an IP address';
const RESERVED =
  'an address, a range "10.6.85.1-10.6.85.20" whose end is not before its beginning, or a subnet such as "10.6.85.0/28"';

/** The fields of a VLAN's subnet, in the site configuration and in the entity of the VLAN. */
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

/** Refines a schema: the gateway must be a host of the subnet. */
export function checkGateway(
  vlan: { subnet?: string; gateway?: string },
  ctx: z.RefinementCtx,
): void {
  // Refinements run even if a field was refused by its own schema.
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

/** Refines a schema: reserved addresses must be inside the subnet. */
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
    // Ranges are compared as IPv6 addresses, where ::/0 would contain every IPv4 range.
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
