import { addressSpelling, isAddress } from '../values/address';

/** The characters of an address. Unless a backslash escapes them, YAML writes them literally and in a row. */
const RUN = /[0-9a-f:.]+/gi;

/**
 * Returns a test that rules out cloud-init data without parsing it: false means that the data does not contain the
 * address. True means that it may; the address could also be in a comment.
 */
export function addressMention(address: string): (data: string) => boolean {
  const isIn = address.includes(':')
    ? ipv6Mention(address)
    : // isAddress accepts a single spelling of an IPv4 address.
      (data: string) => data.includes(address);
  // An escape may encode any character, and a backslash at the end of a line continues it on the next one.
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

/** An IPv6 address has eight groups, or six and an IPv4 address, or "::". */
const IPV6_COLONS = /::|(?::[^:]*){6}/;

/**
 * A cheap test before parsing: parsing is slow for texts that are not addresses, such as MAC addresses, and not free
 * for other addresses.
 */
function ipv6Candidate(spelling: string): (run: string) => boolean {
  const groups = spelling.split(':').filter(group => group !== '0');
  return run => {
    const lower = run.toLowerCase();
    return (
      IPV6_COLONS.test(run) &&
      // An embedded IPv4 address writes the last two groups in decimal.
      (run.includes('.') || groups.every(group => lower.includes(group)))
    );
  };
}

/** The parts of a run that may be an address: its first or last colon may belong to YAML, as in `"address":::1`. */
function readings(run: string): string[] {
  const starts = run.startsWith(':') ? [run, run.slice(1)] : [run];
  return starts.flatMap(start =>
    start.endsWith(':') ? [start, start.slice(0, -1)] : [start],
  );
}
