import { untilAborted } from './untilAborted';

/** The result of a call, or an error after a while: the call is told to end, and is not waited for if it does not. */
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
