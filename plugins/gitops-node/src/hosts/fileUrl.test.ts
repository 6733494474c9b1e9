import { integrations } from './__testUtils__/hostTest';
import { fileUrl } from './gitHosts';

const urlOf = (repoUrl: string, path = 'clusters/demo/a b.yaml') =>
  fileUrl({ integrations, repoUrl, branch: 'main', path });

it.each([
  [
    'https://git.example.com/o/r.git',
    'https://git.example.com/o/r/blob/main/clusters/demo/a%20b.yaml',
  ],
  [
    'https://user:pass@git.example.com/o/r/',
    'https://git.example.com/o/r/blob/main/clusters/demo/a%20b.yaml',
  ],
  [
    'https://lab.example.com/gitlab/a/b/r.git',
    'https://lab.example.com/gitlab/a/b/r/-/blob/main/clusters/demo/a%20b.yaml',
  ],
  [
    'https://tea.example.com/git/o/r.js.git',
    'https://tea.example.com/git/o/r.js/src/branch/main/clusters/demo/a%20b.yaml',
  ],
])('of a file in %s', (repoUrl, url) => {
  expect(urlOf(repoUrl)).toBe(url);
});

it.each([
  'https://elsewhere.example.com/o/r.git',
  'https://bitbucket.example.com/scm/o/r.git',
  'file:///srv/repo.git',
])('is not known for %s', repoUrl => {
  expect(urlOf(repoUrl)).toBeUndefined();
});

it('encodes characters that would end the path', () => {
  expect(urlOf('https://git.example.com/o/r', 'a?b#c')).toBe(
    'https://git.example.com/o/r/blob/main/a%3Fb%23c',
  );
});
