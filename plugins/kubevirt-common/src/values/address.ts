import ipaddr from 'ipaddr.js';

/** True for a full IPv4 address in decimal or an IPv6 address without a zone; octal and short forms are refused. */
export function isAddress(value: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(value) ||
    (/^[0-9a-fA-F:.]+$/.test(value) && ipaddr.IPv6.isValid(value))
  );
}

/** The length of eight groups with colons, an embedded IPv4 address and a prefix length. */
const MAX_SUBNET = 60;

/** True for `<address>/<prefix length>` whose host bits are all zero. */
export function isSubnet(value: string): boolean {
  if (value.length > MAX_SUBNET) {
    return false;
  }
  const [address, prefix, ...rest] = value.split('/');
  if (rest.length > 0 || !/^[0-9]{1,3}$/.test(prefix ?? '')) {
    return false;
  }
  return (
    isAddress(address) &&
    ipaddr.isValidCIDR(value) &&
    networkAddress(value).toNormalizedString() ===
      ipaddr.parse(address).toNormalizedString()
  );
}

/** Why an address cannot be given to a NIC on a subnet; undefined if it can. Both must be valid. */
export function addressProblem(
  address: string,
  subnet: string,
): string | undefined {
  const [, prefix] = ipaddr.parseCIDR(subnet);
  const ip = ipaddr.parse(address);
  if (!isInside(address, subnet)) {
    return `is outside the subnet ${subnet}`;
  }
  const text = ip.toNormalizedString();
  const bits = ip.kind() === 'ipv4' ? 32 : 128;
  // Both addresses of a /31 are hosts (RFC 3021), and so is the one of a /32.
  if (bits - prefix <= 1) {
    return undefined;
  }
  if (text === networkAddress(subnet).toNormalizedString()) {
    return `is the network address of ${subnet}`;
  }
  if (
    ip.kind() === 'ipv4' &&
    text === ipaddr.IPv4.broadcastAddressFromCIDR(subnet).toNormalizedString()
  ) {
    return `is the broadcast address of ${subnet}`;
  }
  return undefined;
}

/** A valid address in one spelling. */
export function addressSpelling(address: string): string {
  return ipaddr.parse(address).toNormalizedString();
}

/** True if two valid addresses are the same, in any spelling. */
export function isSameAddress(a: string, b: string): boolean {
  return addressSpelling(a) === addressSpelling(b);
}

function isInside(address: string, subnet: string): boolean {
  const [network, prefix] = ipaddr.parseCIDR(subnet);
  const ip = ipaddr.parse(address);
  return ip.kind() === network.kind() && ip.match(network, prefix);
}

function networkAddress(subnet: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const [address] = ipaddr.parseCIDR(subnet);
  return address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(subnet)
    : ipaddr.IPv6.networkAddressFromCIDR(subnet);
}
