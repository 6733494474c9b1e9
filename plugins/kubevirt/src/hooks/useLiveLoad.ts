import { useEffect, useRef } from 'react';
import { failureOf } from '../components/failureOf';
import { REFRESH_MS } from './refreshIntervals';
import { Load, loaded, useLoad } from './useLoad';

/** Failures that say of what was read that it is no longer so. */
const GONE = ['forbidden', 'not-found'];

/** How fresh what is shown is. */
export interface Freshness {
  /** When it was read, in milliseconds. */
  readAt: number;
  /** Why it could not be read again since. */
  failure?: Error;
}

interface Reading<T> extends Freshness {
  value: T;
}

/**
 * Like `useLoad`, again and again while the page is visible. What was read stays while it is read again, and where that
 * fails; not so what is there no more, or no more for this user. What could not be read at all waits for another try.
 */
export function useLiveLoad<T>(options: {
  load: (signal: AbortSignal) => Promise<T>;
  key: string;
  /** After how many milliseconds it is read again; the same function each time. */
  intervalOf: (value: T) => number;
}): { load: Load<T> & { retry: () => void }; freshness?: Freshness } {
  const { key, load: call, intervalOf } = options;
  const last = useRef<{ key: string; reading: Reading<T> }>();
  const load = useLoad<Reading<T>>({
    key,
    load: async signal => {
      const before =
        last.current?.key === key ? last.current.reading : undefined;
      // Not there any more for another try where it throws.
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

/** What was there before, where nothing changed: what is shown of it need not be made again. */
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
