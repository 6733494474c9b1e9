import { Verdict, connectionVerdict, statusVerdict } from './verdict';

it.each<[number, Verdict]>([
  [200, 'final'],
  [301, 'final'],
  [400, 'final'],
  [401, 'final'],
  [409, 'final'],
  [429, 'transient'],
  [500, 'final'],
  [502, 'unclear'],
  [503, 'transient'],
  [504, 'unclear'],
])('judges an answer of status %s as %s', (status, verdict) => {
  expect(statusVerdict(status)).toBe(verdict);
});

/** With a policy that retries connect timeouts and unknown errors, and with one that does not. */
it.each<[string, Verdict, Verdict]>([
  ['ECONNREFUSED', 'unclear', 'unclear'],
  ['ECONNRESET', 'unclear', 'unclear'],
  ['EAI_AGAIN', 'unclear', 'unclear'],
  ['UND_ERR_SOCKET', 'unclear', 'unclear'],
  ['ETIMEDOUT', 'unclear', 'final'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unclear', 'final'],
  ['EWHATEVER', 'unclear', 'final'],
  ['ENOTFOUND', 'final', 'final'],
  ['BODY_TOO_LONG', 'final', 'final'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'final', 'final'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'final', 'final'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'final', 'final'],
])('judges %s as %s, or as %s', (code, patient, strict) => {
  const cause = Object.assign(new Error(code), { code });
  const error = new TypeError('fetch failed', { cause });
  const verdictOf = (isPatient: boolean) =>
    connectionVerdict(error, {
      retriesConnectTimeouts: isPatient,
      retriesUnknownErrors: isPatient,
    });
  expect([verdictOf(true), verdictOf(false)]).toEqual([patient, strict]);
});

it('judges an error without a code as an unknown one', () => {
  const policy = { retriesConnectTimeouts: true, retriesUnknownErrors: false };
  const error = new DOMException('x', 'AbortError');
  expect(connectionVerdict(error, policy)).toBe('final');
  expect(connectionVerdict(undefined, policy)).toBe('final');
});
