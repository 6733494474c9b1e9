import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { canaries, planted } from './__fixtures__/canaries';
import { SecretGuard } from './index';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const guard = new SecretGuard(canaries);
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const secret = canaries[0].value;

describe('SecretGuard, encodings', () => {
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

  it.each([56, 57, 58, 59, 60, 61])(
    'finds %i characters in deflate and base64 of two lines',
    length => {
      // Nothing in it repeats, so deflate does not make it shorter.
      const value = createHash('sha512')
        .update(String(length))
        .digest('base64')
        .slice(0, length);
      const lines = base64(deflateRawSync(value)).replace(/.{76}/g, '$&\n');
      const own = new SecretGuard([{ name: 'own', value }]);
      expect(own.find(`data:\n${lines}\n`)).toEqual(['own']);
    },
  );

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
});

describe('base64 of several lines in prose', () => {
  it.each([' , and more', ' and more', '\nand more', '", more'])(
    'is found before %j',
    after => {
      const long = 'canary-of-several-lines-4711-canary-of-several-lines';
      const lines = Buffer.from(long)
        .toString('base64')
        .match(/.{1,24}/g)!
        .join('\n');
      const own = new SecretGuard([{ name: 'one', value: long }]);
      expect(own.find(`because of ${lines}${after}`)).toEqual(['one']);
    },
  );
});
