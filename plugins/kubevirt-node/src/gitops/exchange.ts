/** How long one exchange with the server may take, in milliseconds. */
const TIMEOUT = 120_000;

/** What went wrong on one line, with the way out where it is known. */
export function explain(error: Error, repoUrl: string): string {
  const reason = error.message.replace(/\s+/g, ' ');
  return /HTTP Error: 40[13]/.test(reason)
    ? `${reason}: the credentials for ${
        new URL(repoUrl).host
      } in "integrations" are missing or may not do this`
    : reason;
}

/** Waits for an exchange with the server, but not longer than the task lives or the time-out allows. */
export async function within<T>(
  exchange: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let end = () => {};
  const limit = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `no answer within ${TIMEOUT / 1000} s; it may still have arrived`,
          ),
        ),
      TIMEOUT,
    );
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([exchange, limit]);
  } finally {
    end();
  }
}
