import { ConfigReader } from '@backstage/config';
import { readProviders } from './settings';

const read = (kubevirt: any) =>
  readProviders(new ConfigReader({ catalog: { providers: { kubevirt } } }));

describe('readProviders', () => {
  it('reads none where none is configured', () => {
    expect(readProviders(new ConfigReader({}))).toEqual([]);
  });

  it('fills in what may be left out', () => {
    expect(read({ demo: {} })).toEqual([
      {
        id: 'demo',
        cluster: 'demo',
        defaultOwner: 'group:default/unknown',
        location: 'kubevirt:demo',
        removal: { maxShare: 0.2, windowMs: 60_000 },
        fullMs: 21_600_000,
        termMs: 120_000,
      },
    ]);
  });

  it('takes everything', () => {
    expect(
      read({
        one: {
          cluster: 'prod',
          defaultOwner: 'Platform',
          maxRemovedShare: 0,
          fullRead: { hours: 1 },
          turn: 'PT30S',
        },
      }),
    ).toMatchObject([
      {
        id: 'one',
        cluster: 'prod',
        defaultOwner: 'group:default/platform',
        removal: { maxShare: 0 },
        fullMs: 3_600_000,
        termMs: 30_000,
      },
    ]);
  });

  it.each<[object, string]>([
    [
      { demo: { clutser: 'x' } },
      'catalog.providers.kubevirt.demo has unknown keys: clutser; allowed: cluster, defaultOwner',
    ],
    [
      { demo: { defaultOwner: 'system:x' } },
      'demo.defaultOwner must be a group or a user',
    ],
    [
      { demo: { defaultOwner: 'a b' } },
      'demo.defaultOwner must be a group or a user',
    ],
    [{ demo: { maxRemovedShare: 1.1 } }, 'must be a number from 0 to 1'],
    [{ demo: { turn: { seconds: 9 } } }, 'turn must be at least 10 seconds'],
    [
      { demo: { fullRead: { seconds: 9 } } },
      'fullRead must be at least 60 seconds',
    ],
    [
      { a: { cluster: 'c' }, b: { cluster: 'c' } },
      'catalog.providers.kubevirt.a.cluster: found "c", which catalog.providers.kubevirt.b reads, too; allowed: each cluster once',
    ],
  ])('refuses %j', (kubevirt, message) => {
    expect(() => read(kubevirt)).toThrow(message);
  });
});
