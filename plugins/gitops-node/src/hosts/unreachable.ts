import {
  codesOf,
  connectionVerdict,
  isCertificateError,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { CallInfo, HostFailure } from './hostError';
import { HOST_HTTP } from './hostPolicy';

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
  BODY_TOO_LONG: 'its answer is too long',
};

/** The failure of a call that the host did not answer, or not completely. */
export function unreachable(options: {
  call: CallInfo;
  error: unknown;
  /** The time limit, where that was the reason. */
  timeoutMs?: number;
}): HostFailure {
  const { call, error, timeoutMs } = options;
  const verdict =
    timeoutMs === undefined
      ? connectionVerdict(error, HOST_HTTP.retry)
      : 'final';
  return new HostFailure(
    `${call.who} could not be reached to "${call.action}" (${
      timeoutMs === undefined
        ? reasonOf(error)
        : `no answer within ${timeoutMs / 1000} s`
    }).`,
    { verdict },
  );
}

function reasonOf(error: unknown): string {
  const [code = ''] = codesOf(error);
  return isCertificateError(code)
    ? `its certificate is not trusted, ${code}`
    : REASONS[code] ?? 'the connection failed';
}
