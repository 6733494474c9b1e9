/** A share in percent, from decimal strings: an IPv6 subnet has more addresses than a number can hold. */
export function shareOf(part: string, whole: string): number {
  if (!isSize(part) || !isSize(whole) || BigInt(whole) === BigInt(0)) {
    return 0;
  }
  return Number((BigInt(part) * BigInt(10_000)) / BigInt(whole)) / 100;
}

function isSize(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
