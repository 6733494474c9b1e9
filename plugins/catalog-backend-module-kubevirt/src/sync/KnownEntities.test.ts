import { KnownEntities } from './KnownEntities';

const answer = (digests: Record<string, string | undefined>) => async () =>
  new Map(Object.entries(digests));

/** What is known, as an object. */
const digestsOf = (known: KnownEntities) => Object.fromEntries(known.digests);

describe('KnownEntities', () => {
  let known: KnownEntities;
  beforeEach(() => {
    known = new KnownEntities();
  });

  it('learns what the catalog has from other replicas', async () => {
    expect(known.isRead).toBe(false);
    const learned = await known.learn(answer({ a: '1', b: undefined }));
    expect(learned).toEqual({ hasNew: true, missingTwice: [] });
    expect(known.isRead).toBe(true);
    expect(digestsOf(known)).toEqual({ a: '1', b: undefined });
    expect([...known.unseen]).toEqual(['a', 'b']);
  });

  it('counts an entity as seen once the cluster has it, or all are believed', async () => {
    await known.learn(answer({ a: '1', b: '1', c: '1' }));
    known.see(new Map([['a', {}]]));
    expect([...known.unseen]).toEqual(['b', 'c']);
    known.removed('b');
    expect([...known.unseen]).toEqual(['c']);
    known.believe();
    expect([...known.unseen]).toEqual([]);
    const again = await known.learn(answer({ a: '1', c: '1' }));
    expect(again.hasNew).toBe(false);
  });

  it('takes the digest that the catalog has now', async () => {
    known.handedOver('a', '1');
    await known.learn(answer({ a: '2' }));
    expect(digestsOf(known)).toEqual({ a: '2' });
  });

  it('does not lose an entity that the catalog shows late', async () => {
    known.handedOver('a', '1');
    const first = await known.learn(answer({}));
    expect(first.missingTwice).toEqual([]);
    expect(digestsOf(known)).toEqual({ a: '1' });
  });

  it('hands over again what two answers in a row lack', async () => {
    known.handedOver('a', '1');
    await known.learn(answer({}));
    const second = await known.learn(answer({}));
    expect(second.missingTwice).toEqual(['a']);
    expect(digestsOf(known)).toEqual({ a: undefined });
  });

  it('hands over again what the catalog showed and no longer shows', async () => {
    await known.learn(answer({ a: '1' }));
    const second = await known.learn(answer({}));
    expect(second.missingTwice).toEqual([]);
    expect(digestsOf(known)).toEqual({ a: undefined });
  });

  it('ignores an answer about what was handed over or removed meanwhile', async () => {
    await known.learn(answer({ a: '1', b: '1' }));
    await known.learn(async () => {
      known.handedOver('a', '2');
      known.handedOver('c', '1');
      known.removed('b');
      return new Map([
        ['a', '1'],
        ['b', '1'],
      ]);
    });
    expect(digestsOf(known)).toEqual({ a: '2', c: '1' });
  });
});
