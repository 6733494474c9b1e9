import { addressSpelling, isAddress } from '../values/address';

/** What addresses are made of. Without a backslash in it, YAML has all of these characters as they are, and in a row. */
const RUN = /[0-9a-f:.]+/gi;

/**
 * Tells, without parsing it, where cloud-init data can't have an address. Where it may, it need not: the address may stand
 * in a comment.
 */
export function addressMention(address: string): (data: string) => boolean {
  const isIn = address.includes(':')
    ? ipv6Mention(address)
    : // IPv4 has one spelling alone, as isAddress takes no other.
      (data: string) => data.includes(address);
  // An escape may stand for any character, and a line that ends with one goes on in the next.
  return data => data.includes('\\') || isIn(data);
}

function ipv6Mention(address: string): (data: string) => boolean {
  const wanted = addressSpelling(address);
  const mayBe = ipv6Candidate(wanted);
  return data =>
    (data.match(RUN) ?? [])
      .filter(mayBe)
      .flatMap(readings)
      .some(
        reading => isAddress(reading) && addressSpelling(reading) === wanted,
      );
}

/** Eight groups, or six and an IPv4 address, or zeros left out. */
const IPV6_COLONS = /::|(?::[^:]*){6}/;

/** To parse what is no address, such as a MAC address, is dear, and what is another one is not cheap either. */
function ipv6Candidate(spelling: string): (run: string) => boolean {
  const groups = spelling.split(':').filter(group => group !== '0');
  return run => {
    const lower = run.toLowerCase();
    return (
      IPV6_COLONS.test(run) &&
      // An IPv4 address in it spells the last two groups otherwise.
      (run.includes('.') || groups.every(group => lower.includes(group)))
    );
  };
}

/** What of a run may be an address: its first or last colon may be YAML's, as in `"address":::1`. */
function readings(run: string): string[] {
  const starts = run.startsWith(':') ? [run, run.slice(1)] : [run];
  return starts.flatMap(start =>
    start.endsWith(':') ? [start, start.slice(0, -1)] : [start],
  );
}
