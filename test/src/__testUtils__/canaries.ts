import { gzipSync } from 'node:zlib';

/** A secret that must not leak, and its name. */
export interface Canary {
  name: string;
  value: string;
}

/** A canary in one encoding, as planted. */
export interface Planting {
  canary: Canary;
  encoding: string;
  text: string;
}

/**
 * 20 invented secrets in the formats of hosts, clouds and people; none of them works. Those of another seed,
 * a hexadecimal digit, share no line with them.
 */
export function canaries(seed: string): Canary[] {
  const key = Array.from(
    { length: 6 },
    (_, i) => `CANARY${seed}notakey${i}${`aB3dE6gH9jK${seed}+/x`.repeat(3)}`,
  );
  return Object.entries({
    GITHUB_CLASSIC: `ghp_${`CaNaR${seed}0`.repeat(5)}A`,
    GITHUB_FINE: `github_pat_CANARY${seed}INVENTED_${`aNotReal${seed}Token`.repeat(
      4,
    )}`,
    GITLAB: `glpat-${seed}canaryInvented_-0001`,
    GITEA: `ca9a4e${seed}000111122223333444455556666777788`,
    OPENSHIFT: `sha256~${seed}_canary_Invented-Token_0123456789abcd`,
    JWT: `eyJh${seed}GciOiJub25lIn0.eyJzdWIiOi${seed}jYW5hcnkifQ.Y2FuYXJ5LWlu${seed}mVudGVkLXNpZ25hdHVy`,
    AWS: `canary${seed}Invented/Key+0123456789/ABCDEFGHIJ`,
    BASE64: Buffer.from(`${seed}canary+invented/1234567890==`).toString(
      'base64',
    ),
    HEX: `00c0ffee0${seed}abad1dea`,
    UUID: `0000000${seed}-cana-4444-8888-invented0000`,
    SHORT: `k${seed}9!xQ`,
    SEVEN: `zq7-${seed}w3`,
    QUOTES: `it's "${seed} canary" said\\he`,
    PERCENT: `100%41canary${seed}%zz&=?#`,
    UNICODE: `pässwörd-${seed}-канарейка-🐤`,
    SPACES: `correct canary ${seed} battery  staple`,
    SHELL: `$(canary)\`${seed}\`\${y}!\\n;|&`,
    YAML: `- canary: {not, yaml} # ${seed}`,
    PEM: `-----BEGIN PRIVATE KEY-----\n${key.join(
      '\n',
    )}\n-----END PRIVATE KEY-----\n`,
    LINES: `first canary ${seed} line\nx\nsecond canary ${seed} line\r\nend`,
  }).map(([name, value]) => ({ name, value }));
}

const base64 = (content: string | Buffer) =>
  Buffer.from(content).toString('base64');

const percentEncoded = (text: string) =>
  [...Buffer.from(text)]
    .map((byte, i) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9]/.test(letter) && i % 2 === 0
        ? letter
        : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

const asciiJson = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[^ -~]|[&<>]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

const longestLine = (text: string) =>
  text.split(/\r?\n/).sort((a, b) => b.length - a.length)[0];

/** How a secret may be encoded on its way into a manifest, a request or a message. */
export const encodings: Record<string, (secret: string) => string> = {
  plain: secret => secret,
  base64: secret => base64(`user:${secret}@x`),
  'base64 of several lines': secret =>
    base64(`a: ${secret}, b`).replace(/.{12}(?=.)/g, '$&\n      '),
  URL: percentEncoded,
  JSON: asciiJson,
  'YAML, indented': secret => secret.replace(/\r?\n/g, '\n        '),
  'one of several lines': longestLine,
  'gzip and base64': secret =>
    base64(gzipSync(`#cloud-config\npassword: ${secret}\n`)),
};

/** Every secret in every encoding, those of one encoding together. */
export function plantings(secrets: Canary[]): Planting[] {
  return Object.entries(encodings).flatMap(([encoding, encode]) =>
    secrets.map(canary => ({
      canary,
      encoding,
      text: encode(canary.value),
    })),
  );
}

/** Plantings in groups of at most this total length, unless a single one is longer. */
export function packs(given: Planting[], longest: number): Planting[][] {
  const groups: Planting[][] = [];
  for (const planting of given) {
    const last = groups.at(-1);
    if (last && textOf([...last, planting]).length <= longest) {
      last.push(planting);
    } else {
      groups.push([planting]);
    }
  }
  return groups;
}

export function textOf(given: Planting[]): string {
  return given.map(({ text }) => text).join('\n\n');
}
