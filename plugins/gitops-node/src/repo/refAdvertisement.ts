const FLUSH = '0000';

/** The refs of a server, by name, and its capabilities: the answer to `GET …/info/refs` (git, protocol-http). */
export interface RefAdvertisement {
  refs: Map<string, string>;
  capabilities: string;
}

/**
 * Reads the advertisement of protocol version 0 or 1.
 *
 * @throws Error for anything else, such as the page of a host that asks to sign in.
 */
export function parseRefs(bytes: Buffer): RefAdvertisement {
  const refs = new Map<string, string>();
  let capabilities = '';
  for (const line of pktLines(bytes)) {
    const [ref, extra] = line.replace(/\n$/, '').split('\0');
    if (extra !== undefined) {
      capabilities = extra;
    }
    const found = /^([0-9a-f]{40}) (\S.*)$/.exec(ref);
    // A repository without refs advertises "capabilities^{}" in their place.
    if (found && found[2] !== 'capabilities^{}') {
      refs.set(found[2], found[1]);
    }
  }
  if (/\bobject-format=sha256\b/.test(capabilities)) {
    throw new Error(
      'the repository names its objects by SHA-256, which is not supported; SHA-1 is',
    );
  }
  return { refs, capabilities };
}

/** An advertisement with the given refs. */
export function formatRefs(
  service: string,
  { refs, capabilities }: RefAdvertisement,
): Buffer {
  const lines = [...refs].map(([name, oid], i) =>
    pktLine(`${oid} ${name}${i === 0 ? `\0${capabilities}` : ''}\n`),
  );
  return Buffer.from(
    [pktLine(`# service=${service}\n`), FLUSH, ...lines, FLUSH].join(''),
  );
}

function pktLine(text: string): string {
  const length = Buffer.byteLength(text) + 4;
  return length.toString(16).padStart(4, '0') + text;
}

function pktLines(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.toString('latin1', at, at + 4);
    const length = /^[0-9a-f]{4}$/i.test(head) ? Number.parseInt(head, 16) : 1;
    if (head === FLUSH) {
      at += 4;
    } else if (length <= 4 || at + length > bytes.length) {
      throw new Error('the answer is not that of a Git server');
    } else {
      lines.push(bytes.toString('utf8', at + 4, at + length));
      at += length;
    }
  }
  return lines;
}
