import { canaries, encodings, planted } from './__fixtures__/canaries';
import { SecretGuard, UNEXAMINED } from './index';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const guard = new SecretGuard(canaries);
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const secret = canaries[0].value;

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

  it('does not change the rest of the text', () => {
    expect(guard.redact(`a: ${secret}\nb: ${base64(secret)}\nc: ä`)).toBe(
      'a: ***\nb: ***\nc: ä',
    );
    expect(guard.redact('nothing \ud800 here')).toBe('nothing \ud800 here');
    expect(guard.redact(`${secret}${secret}`)).toBe('***');
  });

  it('ignores short, harmless and generic texts', () => {
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
});
