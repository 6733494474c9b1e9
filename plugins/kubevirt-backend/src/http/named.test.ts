import { named } from './named';

const all = [
  { name: 'a-demo' },
  { name: 'demo' },
  { name: 'rhel9', title: 'Red Hat Enterprise Linux 9' },
];
const names = (text?: string) => named(all, text).map(({ name }) => name);

describe('named', () => {
  it.each([
    [undefined, ['a-demo', 'demo', 'rhel9']],
    ['', ['a-demo', 'demo', 'rhel9']],
    ['  ', ['a-demo', 'demo', 'rhel9']],
    ['DEM', ['a-demo', 'demo']],
    ['red hat', ['rhel9']],
    ['9', ['rhel9']],
    ['hat red', []],
    ['a\nd', []],
    ['.*', []],
  ])('%p finds %p', (text, found) => {
    expect(names(text)).toEqual(found);
  });

  it('lists an exact match first', () => {
    expect(names(' Demo ')).toEqual(['demo', 'a-demo']);
  });
});
