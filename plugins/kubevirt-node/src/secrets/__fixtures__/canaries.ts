import { gzipSync } from 'node:zlib';
import { KnownSecret } from '../needles';

const pemLines = Array.from(
  { length: 6 },
  (_, i) => `CANARYnotakey${i}${'aB3dE6gH9jK+/x'.repeat(3)}${i}`,
);

/** Invented secrets in the formats of hosts, clouds and people. None of them works. */
export const canaries: KnownSecret[] = [
  { name: 'secrets.GITHUB_CLASSIC', value: `ghp_${'CaNaRy0'.repeat(5)}A` },
  {
    name: 'secrets.GITHUB_FINE',
    value: `github_pat_CANARY0INVENTED0000_${'aNotRealToken0'.repeat(4)}`,
  },
  { name: 'secrets.GITLAB', value: 'glpat-canaryInvented_-0001' },
  { name: 'secrets.GITEA', value: 'ca9a4e0000111122223333444455556666777788' },
  {
    name: 'secrets.OPENSHIFT',
    value: 'sha256~canary_Invented-Token_0123456789abcd',
  },
  {
    name: 'secrets.JWT',
    value:
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5LWludmVudGVkLXNpZ25hdHVyZQ',
  },
  { name: 'secrets.AWS', value: 'canaryInvented/Key+0123456789/ABCDEFGHIJ' },
  { name: 'secrets.BASE64', value: 'Y2FuYXJ5K2ludmVudGVkLzEyMzQ1Njc4OTA9PQ==' },
  {
    name: 'secrets.HEX',
    value: '00c0ffee00canary'.replace('canary', 'abad1dea'),
  },
  { name: 'secrets.UUID', value: '00000000-cana-4444-8888-invented0000' },
  { name: 'secrets.SHORT', value: 'k9!xQz' },
  { name: 'secrets.SEVEN', value: 'zq7-Vw3' },
  { name: 'secrets.QUOTES', value: `it's "canary" said\\he` },
  { name: 'secrets.PERCENT', value: '100%41canary%zz&=?#' },
  { name: 'secrets.UNICODE', value: 'pässwörd-канарейка-🐤' },
  { name: 'secrets.SPACES', value: 'correct canary battery  staple' },
  { name: 'secrets.SHELL', value: '$(canary)`x`${y}!\\n;|&' },
  { name: 'secrets.YAML', value: '- canary: {not, yaml} # 1' },
  {
    name: 'secrets.PEM',
    value: [
      '-----BEGIN PRIVATE KEY-----',
      ...pemLines,
      'Cn9=',
      '-----END PRIVATE KEY-----',
      '',
    ].join('\n'),
  },
  {
    name: 'secrets.LINES',
    value: 'first canary line\nx\nsecond canary line\r\nend',
  },
];

const percentEncoded = (text: string) =>
  [...Buffer.from(text)]
    .map((byte, i) => {
      const hex = byte.toString(16).padStart(2, '0');
      const isPlain = /[A-Za-z0-9]/.test(String.fromCharCode(byte));
      return isPlain && i % 2 === 0
        ? String.fromCharCode(byte)
        : `%${i % 3 === 0 ? hex : hex.toUpperCase()}`;
    })
    .join('');

const asciiJson = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[^ -~]|[&<>]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

const inLines = (text: string, width: number) =>
  text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n      ');

/** The longest line, which alone reveals a secret. */
const longestLine = (text: string) =>
  text.split(/\r?\n/).sort((a, b) => b.length - a.length)[0];

/** Forms that a secret takes on its way into a manifest. */
export const encodings: Record<string, (secret: string) => string> = {
  plain: secret => secret,
  base64: secret => Buffer.from(`user:${secret}@x`).toString('base64'),
  'base64 of several lines': secret =>
    inLines(Buffer.from(`a: ${secret}, b`).toString('base64'), 12),
  URL: percentEncoded,
  JSON: asciiJson,
  'YAML, indented': secret => secret.replace(/\r?\n/g, '\n        '),
  'one of several lines': longestLine,
  'gzip and base64': secret =>
    gzipSync(`#cloud-config\npassword: ${secret}\n`).toString('base64'),
};

/** A manifest with a text at several places. */
export const planted = (text: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: demo # ${text}
data:
  user-data: |
      ${text}
  other: "${text}"
`;
