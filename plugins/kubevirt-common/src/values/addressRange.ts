import ipaddr from 'ipaddr.js';
import { isAddress, isSubnet } from './address';

/** A range of addresses, both ends included. The ends are strings that sort like the addresses. */
export interface AddressRange {
  first: string;
  last: string;
}

/** Parses `10.6.85.1`, `10.6.85.1-10.6.85.20` or `10.6.85.0/28`; undefined for any other text. */
export function parseAddressRange(text: string): AddressRange | undefined {
  if (isSubnet(text)) {
    return subnetRange(text);
  }
  const [from, to = from, ...rest] = text.split('-');
  if (rest.length > 0 || !isAddress(from) || !isAddress(to)) {
    return undefined;
  }
  const range = { first: sortKey(from), last: sortKey(to) };
  return isIpv4(from) === isIpv4(to) && range.first <= range.last
    ? range
    : undefined;
}

/** True if a range is completely inside another. */
export function isInsideRange(inner: AddressRange, outer: AddressRange) {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The first of the ranges that contains an address; undefined if none does or the text is not an address. */
export function rangeOf(address: string, ranges: string[]): string | undefined {
  const ip = isAddress(address) ? parseAddressRange(address) : undefined;
  return (
    ip &&
    ranges.find(text => {
      const range = parseAddressRange(text);
      return range !== undefined && isInsideRange(ip, range);
    })
  );
}

function subnetRange(subnet: string): AddressRange {
  const [network, prefix] = ipaddr.parseCIDR(subnet);
  const bytes = network.toByteArray();
  const last = bytes.map((byte, i) => {
    const fixed = Math.min(8, Math.max(0, prefix - 8 * i));
    // eslint-disable-next-line no-bitwise
    return byte | (0xff >> fixed);
  });
  return {
    first: sortKey(network.toString()),
    last: sortKey(ipaddr.fromByteArray(last).toString()),
  };
}

function isIpv4(address: string): boolean {
  return ipaddr.parse(address).kind() === 'ipv4';
}

/** Converts every address to IPv6, so that an IPv4 address matches in any spelling (`::ffff:10.6.85.1`). */
function sortKey(address: string): string {
  const ip = ipaddr.parse(address);
  const ipv6 =
    ip.kind() === 'ipv4' ? (ip as ipaddr.IPv4).toIPv4MappedAddress() : ip;
  return ipv6
    .toByteArray()
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}
