import fc from 'fast-check';
import { diff } from './diff';

type Digests = Record<string, string>;

const wantedOf = (digests: Digests) =>
  new Map(Object.entries(digests).map(([ref, digest]) => [ref, { digest }]));

describe('diff', () => {
  it.each<
    [
      string,
      { wanted: Digests; known: Record<string, string | undefined> },
      string[],
      Partial<ReturnType<typeof diff>>,
    ]
  >([
    ['nothing at all', { wanted: {}, known: {} }, [], {}],
    ['equal entities', { wanted: { a: '1' }, known: { a: '1' } }, [], {}],
    [
      'a new entity',
      { wanted: { a: '1', b: '1' }, known: { a: '1' } },
      [],
      { changed: ['b'] },
    ],
    [
      'an entity that changed',
      { wanted: { a: '2' }, known: { a: '1' } },
      [],
      { changed: ['a'] },
    ],
    [
      'a known entity without a digest',
      { wanted: { a: '1' }, known: { a: undefined } },
      [],
      { changed: ['a'] },
    ],
    [
      'an entity that the cluster had and no longer has',
      { wanted: { a: '1' }, known: { a: '1', b: '1' } },
      [],
      { gone: ['b'] },
    ],
    [
      'an entity of another replica that the cluster has not shown yet',
      { wanted: { a: '1' }, known: { a: '1', b: '1' } },
      ['b'],
      { doubtful: ['b'] },
    ],
    [
      'an empty cluster',
      { wanted: {}, known: { a: '1', b: undefined, c: '1' } },
      ['b'],
      { gone: ['a', 'c'], doubtful: ['b'] },
    ],
    [
      'everything at once',
      { wanted: { a: '1', b: '2', d: '1' }, known: { a: '1', b: '1', c: '1' } },
      [],
      { changed: ['b', 'd'], gone: ['c'] },
    ],
  ])('of %s', (_what, { wanted, known }, unseen, expected) => {
    expect(
      diff({
        wanted: wantedOf(wanted),
        known: new Map(Object.entries(known)),
        unseen: new Set(unseen),
      }),
    ).toEqual({ changed: [], gone: [], doubtful: [], ...expected });
  });

  const ref = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f');
  const digest = fc.constantFrom('1', '2');
  const sets = fc.record({
    wanted: fc.dictionary(ref, digest).map(wantedOf),
    known: fc
      .dictionary(ref, fc.option(digest, { nil: undefined }))
      .map(digests => new Map(Object.entries(digests))),
    unseen: fc.uniqueArray(ref).map(refs => new Set(refs)),
  });
  type Sets = { wanted: ReturnType<typeof wantedOf> } & Omit<
    Parameters<typeof diff>[0],
    'wanted'
  >;

  /** What the catalog has after a diff was handed over. */
  const apply = ({ wanted, known, unseen }: Sets) => {
    const { changed, gone } = diff({ wanted, known, unseen });
    const after = new Map(known);
    changed.forEach(one => after.set(one, wanted.get(one)!.digest));
    gone.forEach(one => after.delete(one));
    return after;
  };

  it('makes the catalog equal to the cluster, but for what is doubtful', () => {
    fc.assert(
      fc.property(sets, all => {
        const after = apply(all);
        const { doubtful } = diff(all);
        doubtful.forEach(one => after.delete(one));
        expect(after).toEqual(
          new Map([...all.wanted].map(([one, of]) => [one, of.digest])),
        );
      }),
    );
  });

  it('removes only what was seen on the cluster and is no longer there', () => {
    fc.assert(
      fc.property(sets, ({ wanted, known, unseen }) => {
        const after = apply({ wanted, known, unseen });
        const removed = [...known.keys()].filter(one => !after.has(one));
        expect(removed.every(one => !unseen.has(one) && !wanted.has(one))).toBe(
          true,
        );
      }),
    );
  });

  it('is empty once it was handed over', () => {
    fc.assert(
      fc.property(sets, all => {
        const known = apply(all);
        const { changed, gone } = diff({ ...all, known });
        expect({ changed, gone }).toEqual({ changed: [], gone: [] });
      }),
    );
  });

  it('names each entity once', () => {
    fc.assert(
      fc.property(sets, all => {
        const refs = Object.values(diff(all)).flat();
        expect(new Set(refs).size).toBe(refs.length);
      }),
    );
  });
});
