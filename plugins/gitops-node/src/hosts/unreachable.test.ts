import { unreachable } from './unreachable';

const call = {
  who: 'Gitea (tea.example.com)',
  host: 'tea.example.com',
  action: 'open a request',
  hasCredentials: true,
};

it.each([
  ['ECONNREFUSED', 'the connection was refused', 'unclear'],
  ['ECONNRESET', 'the connection broke off', 'unclear'],
  ['UND_ERR_SOCKET', 'the connection broke off', 'unclear'],
  ['ENOTFOUND', 'its name is not known', 'final'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'its certificate is not trusted, DEPTH_ZERO_SELF_SIGNED_CERT',
    'final',
  ],
  ['EWHATEVER', 'the connection failed', 'unclear'],
])('explains %s', (code, reason, verdict) => {
  const cause = Object.assign(new Error('with details'), { code });
  const failure = unreachable({
    call,
    error: new TypeError('fetch failed', { cause }),
  });
  expect(failure).toMatchObject({ verdict, mayHaveHappened: true });
  expect(failure.message).toBe(
    `Gitea (tea.example.com) could not be reached to "open a request" (${reason}).`,
  );
});
