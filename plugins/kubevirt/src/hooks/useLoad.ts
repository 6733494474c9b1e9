import { useCallback, useEffect, useRef, useState } from 'react';

/** The state of a call. While it runs, the previous value stays, if there was one. */
export type Load<T> =
  | { status: 'loading'; value?: T }
  | { status: 'ready'; value: T }
  | FailedLoad;

/** A failed call. It stays failed during a retry, so that the pressed retry button does not disappear. */
export interface FailedLoad {
  status: 'failed';
  error: Error;
  isRetrying?: boolean;
}

/** The value to show: the current one, or the previous one during a reload; undefined after a failure. */
export function loaded<T>(load: Load<T>): T | undefined {
  return load.status === 'failed' ? undefined : load.value;
}

/**
 * Calls `load` when `key` changes, and on `retry`. A superseded call, and one of an unmounted component, is aborted, and
 * its result is never shown.
 */
export function useLoad<T>(options: {
  load: (signal: AbortSignal) => Promise<T>;
  /** Everything that the call depends on, as one string. */
  key: string;
  /** The call is made once the key has been stable for this long. */
  delayMs?: number;
}): Load<T> & { retry: () => void } {
  const { load, key, delayMs = 0 } = options;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Load<T>>({ status: 'loading' });
  const latest = useRef(load);
  latest.current = load;
  const called = useRef<string>();

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const show = (next: Load<T>) => signal.aborted || setState(next);
    const isSame = called.current === key;
    called.current = key;
    setState(before => {
      if (before.status !== 'failed') {
        return { status: 'loading', value: before.value };
      }
      return isSame ? { ...before, isRetrying: true } : { status: 'loading' };
    });
    // A timer even without a delay: React's strict mode mounts twice, and would make a call only to abort it.
    const timer = setTimeout(() => {
      latest.current(signal).then(
        value => show({ status: 'ready', value }),
        (error: Error) => show({ status: 'failed', error }),
      );
    }, delayMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, attempt, delayMs]);

  const retry = useCallback(() => setAttempt(number => number + 1), []);
  return { ...state, retry };
}
