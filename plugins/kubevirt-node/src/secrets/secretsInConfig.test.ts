import { ConfigReader } from '@backstage/config';
import { SecretGuard, secretsInConfig } from './index';

const found = (data: unknown) =>
  secretsInConfig(new ConfigReader(data as any)).map(({ name, value }) => [
    name,
    value,
  ]);

describe('secretsInConfig', () => {
  it('takes the values under the keys of secrets', () => {
    const config = {
      backend: {
        auth: {
          keys: [{ secret: 'canary-backend' }],
          externalAccess: [
            {
              type: 'static',
              options: { token: 'canary-static', subject: 'x' },
            },
          ],
        },
        database: {
          client: 'pg',
          connection: { user: 'u', password: 'canary-database' },
        },
        cors: { credentials: true },
      },
      integrations: {
        gitea: [{ host: 'h', password: 'canary-gitea' }],
        github: [
          {
            apps: [
              {
                appId: 1,
                clientSecret: 'canary-app',
                webhookSecret: 'canary-hook',
                privateKey: 'k\nanary-line',
              },
            ],
          },
        ],
        awsS3: [{ accessKeyId: 'CANARYID', secretAccessKey: 'canary-aws' }],
      },
      kubernetes: {
        clusterLocatorMethods: [
          {
            clusters: [{ serviceAccountToken: 'canary-sa', caData: 'public' }],
          },
        ],
      },
      proxy: {
        endpoints: {
          '/x': {
            headers: {
              Authorization: 'Bearer canary-bearer',
              'X-Api-Key': 'canary-key',
            },
          },
        },
      },
      tokens: { one: 'canary-one', more: ['canary-two'] },
      numeric: { password: 12345678 },
    };
    expect(found(config)).toEqual([
      ['backend.auth.keys[0].secret', 'canary-backend'],
      ['backend.auth.externalAccess[0].options.token', 'canary-static'],
      ['backend.database.connection.password', 'canary-database'],
      ['integrations.gitea[0].password', 'canary-gitea'],
      ['integrations.github[0].apps[0].clientSecret', 'canary-app'],
      ['integrations.github[0].apps[0].webhookSecret', 'canary-hook'],
      ['integrations.github[0].apps[0].privateKey', 'k\nanary-line'],
      ['integrations.awsS3[0].secretAccessKey', 'canary-aws'],
      [
        'kubernetes.clusterLocatorMethods[0].clusters[0].serviceAccountToken',
        'canary-sa',
      ],
      ['proxy.endpoints./x.headers.Authorization', 'Bearer canary-bearer'],
      ['proxy.endpoints./x.headers.Authorization', 'canary-bearer'],
      ['proxy.endpoints./x.headers.X-Api-Key', 'canary-key'],
      ['tokens.one', 'canary-one'],
      ['tokens.more[0]', 'canary-two'],
      ['numeric.password', '12345678'],
    ]);
  });

  it('takes the passwords of URLs, logins and JSON', () => {
    expect(
      found({
        a: 'postgres://u:canary%2Fdb@h:5432/x?y=1, redis://:canary-redis@h',
        headers: {
          authorization: `Basic ${Buffer.from('u:canary-login').toString(
            'base64',
          )}`,
        },
        credentials: JSON.stringify({
          type: 'x',
          private_key: 'canary-json',
          client_email: 'a@b',
        }),
      }).map(([, value]) => value),
    ).toEqual(
      expect.arrayContaining([
        'canary%2Fdb',
        'canary/db',
        'canary-redis',
        'canary-login',
        'canary-json',
      ]),
    );
  });

  it('ignores settings about secrets', () => {
    expect(
      found({
        tokenUrl: 'https://x.example/token',
        passwordFile: '/run/x',
        kubevirt: { apply: { userTokenSecret: 'kubernetesToken' } },
        app: { baseUrl: 'http://localhost:3000', title: 'VMs' },
        empty: { token: '', secret: null, password: false },
      }),
    ).toEqual([]);
  });

  it('survives odd configurations', () => {
    const circular: any = { token: 'canary-circular' };
    circular.self = circular;
    let deep: any = { token: 'canary-deep' };
    for (let i = 0; i < 2000; i++) deep = { a: deep };
    expect(found(undefined)).toEqual([]);
    expect(found({ a: [null, [], {}, [[{ token: 'canary-x' }]]] })).toEqual([
      ['a[3][0][0].token', 'canary-x'],
    ]);
    const bare = (data: unknown) =>
      secretsInConfig({ getOptional: () => data } as any).map(
        ({ value }) => value,
      );
    expect(bare(circular)).toEqual(['canary-circular']);
    expect(bare(deep)).toEqual(['canary-deep']);
    expect(bare('://:@:'.repeat(10_000))).toEqual([]);
    expect(bare({ credentials: '{not json' })).toEqual(['{not json']);
  });

  it('returns names that never hold the value', () => {
    const guard = new SecretGuard(
      secretsInConfig(new ConfigReader({ a: { token: 'canary-token' } })),
    );
    expect(guard.find('x canary-token')).toEqual(['a.token']);
  });
});
