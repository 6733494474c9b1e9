import fc from 'fast-check';
import { sizeProblem } from './sizeProblem';

const limits = { depth: 3, parts: 10, longest: 20, characters: 50 };

describe('sizeProblem', () => {
  it.each<[string, unknown, string | undefined]>([
    ['a text', 'a'.repeat(20), undefined],
    ['a long text', 'a'.repeat(21), 'a text of 21 characters, allowed: 20'],
    ['a long key', { ['a'.repeat(21)]: 1 }, 'a key of 21 characters'],
    ['many texts', ['a', 'b', 'c'].map(c => c.repeat(17)), 'more than 50 char'],
    ['ten parts', Array(10).fill(1), undefined],
    ['eleven parts', Array(11).fill(1), 'more than 10 values'],
    ['parts of parts', Array(4).fill([1, 2]), 'more than 10 values'],
    ['three levels', [[[1]]], undefined],
    ['four levels', { a: { b: { c: { d: 1 } } } }, 'more than 3 deep'],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
  ])('of %s', (_what, value, expected) => {
    const problem = sizeProblem(value, limits);
    expect(problem ?? 'fine').toContain(expected ?? 'fine');
  });

  it('ends for a value that contains itself', () => {
    const ring: Record<string, unknown> = {};
    ring.ring = ring;
    expect(sizeProblem(ring, limits)).toContain('more than 3 deep');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        const problem = sizeProblem(value, limits);
        return problem === undefined || problem.length < 100;
      }),
    );
  });
});
