import { useEffect, useRef } from 'react';
import { failureOf } from '../components/failureOf';
import { REFRESH_MS } from './refreshIntervals';
import { Load, loaded, useLoad } from './useLoad';

/** Failures that make the previous value obsolete. */
const GONE = ['forbidden', 'not-found'];

/** The age of the visible value. */
export interface Freshness {
  /** When it was read, in milliseconds since the epoch. */
  readAt: number;
  /** Why the last refresh failed. */
  failure?: Error;
}

interface Reading<T> extends Freshness {
  value: T;
}

/**
 * Like `useLoad`, repeated while the page is visible. The value stays during a refresh, and after a failed one, unless it
 * no longer exists or the user may no longer see it. A failed first read is not repeated automatically.
 */
export function useLiveLoad<T>(options: {
  load: (signal: AbortSignal) => Promise<T>;
  key: string;
  /** The milliseconds until the next read. The function must be stable. */
  intervalOf: (value: T) => number;
}): { load: Load<T> & { retry: () => void }; freshness?: Freshness } {
  const { key, load: call, intervalOf } = options;
  const last = useRef<{ key: string; reading: Reading<T> }>();
  const load = useLoad<Reading<T>>({
    key,
    load: async signal => {
      const before =
        last.current?.key === key ? last.current.reading : undefined;
      // If it throws, a retry must not bring the previous value back.
      const reading = await readAgain(() => call(signal), before).catch(
        error => {
          last.current = undefined;
          throw error;
        },
      );
      if (!signal.aborted) {
        last.current = { key, reading };
      }
      return reading;
    },
  });
  const { retry } = load;
  const ready = load.status === 'ready' ? load.value : undefined;

  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    const due =
      Date.now() + (ready.failure ? REFRESH_MS : intervalOf(ready.value));
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') {
        timer = setTimeout(retry, Math.max(0, due - Date.now()));
      }
    };
    plan();
    document.addEventListener('visibilitychange', plan);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', plan);
    };
  }, [ready, retry, intervalOf]);

  const reading = loaded(load);
  return {
    load: { ...valueOf(load), retry },
    ...(reading && { freshness: reading }),
  };
}

async function readAgain<T>(
  call: () => Promise<T>,
  before: Reading<T> | undefined,
): Promise<Reading<T>> {
  try {
    const value = await call();
    return { value: sameOr(before, value), readAt: Date.now() };
  } catch (error) {
    if (!before || GONE.includes(failureOf(error as Error).kind)) {
      throw error;
    }
    return { ...before, failure: error as Error };
  }
}

/** Returns the previous object if the value is equal, so that nothing is rendered again. */
function sameOr<T>(before: Reading<T> | undefined, value: T): T {
  return before && JSON.stringify(before.value) === JSON.stringify(value)
    ? before.value
    : value;
}

function valueOf<T>(load: Load<Reading<T>>): Load<T> {
  switch (load.status) {
    case 'failed':
      return load;
    case 'ready':
      return { status: 'ready', value: load.value.value };
    default:
      return { status: 'loading', value: load.value?.value };
  }
}
