import ipaddr from 'ipaddr.js';
import { addressProblem, isAddress } from '../values/address';
import { AddressRange, parseAddressRange } from '../values/addressRange';

/** A subnet and its reserved addresses. */
export interface AddressPlan {
  subnet: string;
  gateway?: string;
  dns: string[];
  /** Single addresses, ranges and subnets. */
  reserved: string[];
}

/** An address in use. */
export interface Claim {
  address: string;
}

/** A block of consecutive addresses as numbers, both ends included. */
interface Block {
  first: bigint;
  last: bigint;
}

/**
 * Computes the usage of a subnet: its size, the reserved addresses, the claims inside it, and the free addresses.
 * Reserved are the network and broadcast addresses, the gateway, the name servers, and the reserved ranges. Sizes are
 * decimal strings.
 *
 * An address that is both reserved and used is subtracted from the free ones once.
 */
export function addressUse<T extends Claim>(
  plan: AddressPlan,
  claims: T[],
): {
  total: string;
  reserved: string;
  used: T[];
  free: string;
  nextFree?: string;
} {
  const subnetBlock = blockOf(plan.subnet)!;
  const reserved = merged(reservedTexts(plan).flatMap(blocksIn(subnetBlock)));
  const used = claims.filter(
    ({ address }) => blocksIn(subnetBlock)(address).length > 0,
  );
  const taken = merged([
    ...reserved,
    ...used.flatMap(({ address }) => blocksIn(subnetBlock)(address)),
  ]);
  const total = sizeOf([subnetBlock]);
  const next = firstGap(subnetBlock, taken);
  return {
    total: String(total),
    reserved: String(sizeOf(reserved)),
    used,
    free: String(total - sizeOf(taken)),
    ...(next !== undefined && { nextFree: addressOf(next, plan.subnet) }),
  };
}

function reservedTexts(plan: AddressPlan): string[] {
  const { subnet, gateway, dns, reserved } = plan;
  const { first, last } = blockOf(subnet)!;
  return [
    ...[first, last]
      .map(end => addressOf(end, subnet))
      // Hosts may use the last address of an IPv6 subnet and both addresses of a /31.
      .filter(end => addressProblem(end, subnet) !== undefined),
    ...(gateway === undefined ? [] : [gateway]),
    ...dns,
    ...reserved,
  ];
}

/** Parses a text as a block; empty if it is outside the subnet or of the other IP version. */
function blocksIn(subnetBlock: Block): (text: string) => Block[] {
  return text => {
    const block = isAddress(text) || /[-/]/.test(text) ? blockOf(text) : null;
    return block &&
      subnetBlock.first <= block.first &&
      block.last <= subnetBlock.last
      ? [block]
      : [];
  };
}

function blockOf(text: string): Block | undefined {
  const range = parseAddressRange(text);
  return range && toBlock(range);
}

function toBlock({ first, last }: AddressRange): Block {
  return { first: BigInt(`0x${first}`), last: BigInt(`0x${last}`) };
}

/** The same addresses as ascending blocks that neither overlap nor touch. */
function merged(blocks: Block[]): Block[] {
  const ascending = [...blocks].sort((a, b) => {
    if (a.first === b.first) {
      return 0;
    }
    return a.first < b.first ? -1 : 1;
  });
  const result: Block[] = [];
  for (const block of ascending) {
    const before = result.at(-1);
    if (before && block.first <= before.last + 1n) {
      result[result.length - 1] = {
        first: before.first,
        last: block.last > before.last ? block.last : before.last,
      };
    } else {
      result.push(block);
    }
  }
  return result;
}

function sizeOf(blocks: Block[]): bigint {
  return blocks.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** The lowest address that is in none of the merged blocks. */
function firstGap(subnetBlock: Block, taken: Block[]): bigint | undefined {
  const [lowest] = taken;
  const candidate =
    lowest && lowest.first <= subnetBlock.first
      ? lowest.last + 1n
      : subnetBlock.first;
  return candidate <= subnetBlock.last ? candidate : undefined;
}

/**
 * Converts a number to an address of the same IP version as the subnet; blocks count IPv4 addresses as IPv4-mapped
 * IPv6 addresses.
 */
function addressOf(value: bigint, subnet: string): string {
  const [network] = ipaddr.parseCIDR(subnet);
  const length = network.kind() === 'ipv4' ? 4 : 16;
  const digits = value
    .toString(16)
    .padStart(32, '0')
    .slice(-2 * length);
  const bytes = digits.match(/../g)!.map(byte => parseInt(byte, 16));
  return ipaddr.fromByteArray(bytes).toString();
}
