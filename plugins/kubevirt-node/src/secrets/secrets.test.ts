import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { canaries, encodings } from './__fixtures__/canaries';
import { SecretGuard, UNEXAMINED } from './index';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const guard = new SecretGuard(canaries);
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

/** A manifest with a text at several places. */
const planted = (text: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: demo # ${text}
data:
  user-data: |
      ${text}
  other: "${text}"
`;

describe('SecretGuard', () => {
  it('finds and redacts 20 secrets in 8 encodings', () => {
    let found = 0;
    for (const [encoding, encode] of Object.entries(encodings)) {
      for (const { name, value } of canaries) {
        const encoded = encode(value);
        const text = planted(encoded);
        expect([encoding, guard.find(text)]).toEqual([
          encoding,
          expect.arrayContaining([name]),
        ]);
        const redacted = guard.redact(text);
        expect([name, encoding, guard.find(redacted)]).toEqual([
          name,
          encoding,
          [],
        ]);
        expect(redacted).not.toContain(encoded);
        expect([name, encoding, redacted]).toEqual([
          name,
          encoding,
          expect.stringMatching(/(\*\*\*[^]*){3}/),
        ]);
        expect(redacted).toMatch(/^apiVersion: v1\nkind: ConfigMap\n/);
        expect(redacted).toContain('\ndata:\n  user-data: |\n');
        found++;
      }
    }
    expect([canaries.length, found]).toEqual([20, 160]);
  });

  const secret = canaries[0].value;
  it.each<[string, string]>([
    ['base64 without padding', base64(`${secret}xx`).replace(/=+$/, '')],
    ['base64 for URLs', Buffer.from(`>>>${secret}???`).toString('base64url')],
    ['base64 behind other letters', `key_${base64(secret)}`],
    [
      'base64 of lines in JSON',
      JSON.stringify(base64(`u:${secret}`).replace(/.{8}/g, '$&\n')),
    ],
    ['base64 in comments', base64(`u:${secret}`).replace(/.{16}/g, '$&\n# ')],
    [
      'base64 with Windows lines',
      base64(`u:${secret}`).replace(/.{16}/g, '$&\r\n'),
    ],
    ['base64 in a URL', encodeURIComponent(base64(`>>>${secret}???>>`))],
    ['base64 twice', base64(base64(`x${secret}`))],
    ['UTF-16', Buffer.from(secret, 'utf16le').toString('base64')],
    ['hex', Buffer.from(secret).toString('hex')],
    [
      'hex, upper case',
      Buffer.from(`x${secret}`).toString('hex').toUpperCase(),
    ],
    ['zlib', base64(deflateSync(secret))],
    ['deflate', base64(deflateRawSync(`password: ${secret}`))],
    ['gzip within gzip', base64(gzipSync(gzipSync(secret)))],
    [
      'gzip and base64, thrice',
      base64(gzipSync(base64(gzipSync(base64(gzipSync(secret)))))),
    ],
    ['gzip, cut off', base64(gzipSync(secret).subarray(0, -8))],
    [
      'gzip behind other bytes',
      base64(Buffer.concat([Buffer.from('head'), gzipSync(secret)])),
    ],
    [
      'octal',
      [...secret]
        .map(c => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`)
        .join(''),
    ],
    [
      '\\x',
      [...secret].map(c => `\\x${c.charCodeAt(0).toString(16)}`).join(''),
    ],
    [
      '\\U',
      [...secret]
        .map(c => `\\U${c.charCodeAt(0).toString(16).padStart(8, '0')}`)
        .join(''),
    ],
    ['broken in double quotes', secret.replace(/.{9}/g, '$&\\\n    ')],
    ['JSON in JSON', JSON.stringify(JSON.stringify(`\u0001${secret}`))],
    [
      'URL in URL',
      encodeURIComponent(
        secret.replace(/[a-z]/g, c => `%${c.charCodeAt(0).toString(16)}`),
      ),
    ],
  ])('finds it in %s', (_, text) => {
    expect(guard.find(planted(text))).toContain(canaries[0].name);
    expect(guard.find(guard.redact(planted(text)))).toEqual([]);
  });

  it('finds what YAML makes of each', () => {
    for (const { name, value } of canaries) {
      for (const defaultStringType of [
        'PLAIN',
        'QUOTE_SINGLE',
        'QUOTE_DOUBLE',
        'BLOCK_FOLDED',
        'BLOCK_LITERAL',
      ] as const) {
        const data = { a: { b: `begin ${'word '.repeat(12)}${value} end` } };
        const text = stringify(data, { defaultStringType });
        expect([text, guard.find(text)]).toEqual([
          text,
          expect.arrayContaining([name]),
        ]);
        expect(guard.find(guard.redact(text))).toEqual([]);
      }
    }
  });

  it('finds spaces as "+", and shell quotes', () => {
    expect(guard.find('p=correct+canary+battery++staple')).toEqual([
      'secrets.SPACES',
    ]);
    expect(guard.find(`'it'\\''s "canary" said\\he'`)).toEqual([
      'secrets.QUOTES',
    ]);
  });

  it('leaves the rest of the text alone', () => {
    expect(guard.redact(`a: ${secret}\nb: ${base64(secret)}\nc: ä`)).toBe(
      'a: ***\nb: ***\nc: ä',
    );
    expect(guard.redact('nothing \ud800 here')).toBe('nothing \ud800 here');
    expect(guard.redact(`${secret}${secret}`)).toBe('***');
  });

  it('passes over short, harmless and generic texts', () => {
    const names = [
      '',
      'abc',
      '12345',
      'true',
      'Password',
      'undefined',
      '      ',
      '++++++++\n',
    ];
    const harmless = new SecretGuard([
      ...names.map(value => ({ name: value, value })),
      {
        name: 'kubeconfig',
        value:
          'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://api.example.org:6443\n',
      },
    ]);
    expect(
      harmless.find(
        `apiVersion: v1\nkind: Config\nclusters:\nabc 12345 true Password undefined https://api.example.org:6443  \n        \n`,
      ),
    ).toEqual([]);
    expect(guard.find('-----BEGIN PRIVATE KEY-----')).toEqual([]);
  });

  it('finds the token of a kubeconfig without its key', () => {
    const kubeconfig = new SecretGuard([
      {
        name: 'kubeconfig',
        value:
          'kind: Config\nusers:\n- user:\n    token: "canary-invented-0123456789"\n',
      },
    ]);
    expect(kubeconfig.find('bearer canary-invented-0123456789')).toEqual([
      'kubeconfig',
    ]);
  });

  it('looks into JSON-like values', () => {
    const value = {
      a: [1, true, null, { [secret]: `x ${secret}` }],
      n: 424242424,
    };
    const withNumber = new SecretGuard([
      ...canaries,
      { name: 'n', value: '424242424' },
    ]);
    expect(withNumber.findIn(value).sort()).toEqual(
      ['n', canaries[0].name].sort(),
    );
    expect(withNumber.redactIn(value)).toEqual({
      a: [1, true, null, { '***': 'x ***' }],
      n: '***',
    });
    const circular: any = { a: 1 };
    circular.self = circular;
    expect(guard.redactIn(circular)).toEqual({ a: 1, self: '***' });
    let deep: any = secret;
    for (let i = 0; i < 5000; i++) deep = [deep];
    expect(guard.findIn(deep)).toEqual([UNEXAMINED]);
    expect(JSON.stringify(guard.redactIn(deep))).not.toContain(secret);
  });

  it('finds nothing in the manifests of this repository', () => {
    const root = resolve(__dirname, '../../../..');
    const files = [
      'templates',
      'test/golden',
      'docs',
      'plugins/kubevirt-node/manifests',
    ].flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(
          entry =>
            entry.isFile() &&
            /\.(ya?ml|njk|md|json)$/.test(entry.name) &&
            !entry.parentPath.includes('node_modules'),
        )
        .map(entry => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect([file, guard.find(text)]).toEqual([file, []]);
      expect([file, guard.find(base64(gzipSync(text)))]).toEqual([file, []]);
      expect(guard.redact(text)).toBe(text);
    }
  });

  it('finds nothing in 1000 texts without a secret, and all around one', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json(),
    );
    fc.assert(
      fc.property(text, value => {
        expect(guard.find(value)).toEqual([]);
        expect(guard.redact(value)).toBe(value);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...canaries),
        (before, after, { name, value }) => {
          const whole = `${before} ${value} ${after}`;
          expect(guard.find(whole)).toContain(name);
          expect(guard.find(guard.redact(whole))).toEqual([]);
        },
      ),
    );
  });
});
