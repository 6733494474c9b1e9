import { unreachable } from './unreachable';

const asked = {
  who: 'Gitea (tea.example.com)',
  host: 'tea.example.com',
  action: 'open a request',
  hasCredentials: true,
};

it.each([
  ['ECONNREFUSED', 'the connection was refused', 'read'],
  ['ECONNRESET', 'the connection broke off', 'read'],
  ['UND_ERR_SOCKET', 'the connection broke off', 'read'],
  ['ENOTFOUND', 'its name is not known', 'never'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'its certificate is not trusted, DEPTH_ZERO_SELF_SIGNED_CERT',
    'never',
  ],
  ['EWHATEVER', 'the connection failed', 'read'],
])('explains %s', (code, reason, repeatable) => {
  const cause = Object.assign(new Error('with details'), { code });
  const failure = unreachable({
    asked,
    error: new TypeError('fetch failed', { cause }),
  });
  expect(failure).toMatchObject({ repeatable, mayHaveHappened: true });
  expect(failure.message).toBe(
    `Gitea (tea.example.com) could not be reached to "open a request" (${reason}).`,
  );
});
