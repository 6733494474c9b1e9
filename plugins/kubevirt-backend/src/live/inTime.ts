import { untilAborted } from './untilAborted';

/** The result of a call, or an error after a time limit. The call is aborted then, and is not waited for. */
export async function inTime<T>(
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(
    () =>
      late.abort(new Error(`it did not answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  try {
    return await untilAborted(call(late.signal), late.signal);
  } finally {
    clearTimeout(timer);
  }
}
