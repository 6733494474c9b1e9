export { httpFetch, keepAliveAgent } from './connect';
export type { HttpPolicy, RetryPolicy } from './HttpPolicy';
export { pauseBefore } from './pauseBefore';
export type { Judgement } from './pauseBefore';
export { BodyTooLongError, readBody } from './readBody';
export { redactCredentials } from './redactCredentials';
export { retryAfter } from './retryAfter';
export { TimeLimit } from './TimeLimit';
export {
  codesOf,
  connectionVerdict,
  isCertificateError,
  statusVerdict,
} from './verdict';
export type { Verdict } from './verdict';
export { realPause, withRetries } from './withRetries';
export type { Attempted, Pause, RetryClock } from './withRetries';
