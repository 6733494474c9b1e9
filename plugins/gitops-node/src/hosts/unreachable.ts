import { Asked, HostFailure } from './hostError';

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
};

const HOPELESS = ['ENOTFOUND', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') {
    return code;
  }
  return cause ? codeOf(cause) : '';
}

/** The failure of a call that the host did not answer. */
export function unreachable(options: {
  asked: Asked;
  error: unknown;
  /** Given where the time ran out. */
  timeoutMs?: number;
}): HostFailure {
  const { asked, error, timeoutMs } = options;
  const code = codeOf(error);
  const isCertificate = /CERT|SIGNATURE|^ERR_TLS/.test(code);
  let reason = REASONS[code] ?? 'the connection failed';
  if (timeoutMs !== undefined) {
    reason = `no answer within ${timeoutMs / 1000} s`;
  } else if (isCertificate) {
    reason = `its certificate is not trusted, ${code}`;
  }
  const isHopeless =
    timeoutMs !== undefined || isCertificate || HOPELESS.includes(code);
  return new HostFailure(
    `${asked.who} could not be reached to "${asked.action}" (${reason}).`,
    isHopeless ? {} : { repeatable: 'read' },
  );
}
