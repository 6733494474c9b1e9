import { integrations } from './__testUtils__/hostTest';
import { openHost } from './gitHosts';

const open = (repoUrl: string) => openHost({ integrations, repoUrl });

it.each([
  ['https://git.example.com/o/r.git', 'GitHub', 'git.example.com'],
  ['https://git.example.com/o/r/', 'GitHub', 'git.example.com'],
  ['https://user:pass@git.example.com/o/r', 'GitHub', 'git.example.com'],
  ['https://lab.example.com/gitlab/g/r.git', 'GitLab', 'lab.example.com'],
  ['https://lab.example.com/gitlab/a/b/c/r', 'GitLab', 'lab.example.com'],
  ['https://tea.example.com/git/o/r.js.git', 'Gitea', 'tea.example.com'],
])('opens %s', async (repoUrl, kind, host) => {
  expect(await open(repoUrl)).toMatchObject({ kind, host });
});

it.each([
  'https://elsewhere.example.com/o/r.git',
  'https://git.example.com:8443/o/r.git',
  'https://bitbucket.example.com/scm/o/r.git',
  'file:///srv/repo.git',
])('has no API for %s', async repoUrl => {
  expect(await open(repoUrl)).toBeUndefined();
});

it.each([
  'https://git.example.com/',
  'https://git.example.com/o',
  'https://git.example.com/o/.git',
  'https://git.example.com/o//r',
  'https://git.example.com/o/r/tree/main',
  'https://git.example.com/o/r?x=1',
  'https://git.example.com/o/r%2F..%2Fs',
  'https://lab.example.com/g/r.git',
  'https://lab.example.com/gitlab/r.git',
  'https://lab.example.com/gitlab/g/r/-/tree/main',
  'https://tea.example.com/gitty/o/r',
  'https://tea.example.com/git/a/o/r',
  'not a URL',
])('refuses %s', async repoUrl => {
  await expect(open(repoUrl)).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining(`"${repoUrl}"`),
  });
});

it('does not repeat the password of a URL', async () => {
  await expect(
    open('https://user:pass@git.example.com/o'),
  ).rejects.toMatchObject({
    message:
      '"https://git.example.com/o" names no repository: the path must be /owner/repository',
  });
});
