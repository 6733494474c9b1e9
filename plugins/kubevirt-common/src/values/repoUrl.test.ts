import { isSameRepo, parsePickedRepo } from './repoUrl';

describe('a picked repository', () => {
  it('is parsed', () => {
    expect(
      parsePickedRepo('git.example.com:3000?owner=a%2Fb&repo=gitops'),
    ).toEqual({ host: 'git.example.com:3000', owner: 'a/b', repo: 'gitops' });
  });

  it.each([
    'git.example.com?owner=a',
    'git.example.com?repo=a',
    'git.example.com?owner=&repo=a',
    'git.example.com?owner=a&repo=b&repo=c',
    'git.example.com?owner=a&repo=b&project=c',
    'https://git.example.com?owner=a&repo=b',
    'me:pw@git.example.com?owner=a&repo=b',
    'git.example.com?owner=a&repo=b#c',
    'git.example.com/x?owner=a&repo=b',
    'git.example.com?owner=a&repo=b?c',
    '?owner=a&repo=b',
    '',
  ])('is not %p', text => {
    expect(parsePickedRepo(text)).toBeUndefined();
  });

  it.each([
    ['https://git.example.com/a/b.git', 'git.example.com?owner=a&repo=b'],
    ['https://git.example.com/a/b', 'GIT.example.com?repo=b&owner=a'],
    ['https://git.example.com/g/h/b.git', 'git.example.com?owner=g%2Fh&repo=b'],
    ['http://localhost:3000/a/b.git', 'localhost:3000?owner=a&repo=b'],
    ['https://git.example.com/a/b.git', 'https://git.example.com/a/b.git'],
  ])('of %p is %p', (url, picked) => {
    expect(isSameRepo(url, picked)).toBe(true);
  });

  it.each([
    'git.example.com?owner=a&repo=b.git',
    'git.example.com?owner=a&repo=c',
    'git.example.com?owner=a%2F..%2Fa&repo=b',
    'git.example.org?owner=a&repo=b',
    'git.example.com:8443?owner=a&repo=b',
    'https://git.example.com/a/b',
  ])('of a clone URL is not %p', picked => {
    expect(isSameRepo('https://git.example.com/a/b.git', picked)).toBe(false);
  });
});
