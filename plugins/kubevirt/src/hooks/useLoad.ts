import { useCallback, useEffect, useRef, useState } from 'react';

/** Where a call is. While it runs, the value of the one before is there, if there was one. */
export type Load<T> =
  | { status: 'loading'; value?: T }
  | { status: 'ready'; value: T }
  | FailedLoad;

/** A call that failed; it stays one while the same is tried again, so that whoever pressed the button is not left without. */
export interface FailedLoad {
  status: 'failed';
  error: Error;
  isRetrying?: boolean;
}

/** What is there to show: what was read, or what was before while it is read again; undefined after a failure. */
export function loaded<T>(load: Load<T>): T | undefined {
  return load.status === 'failed' ? undefined : load.value;
}

/**
 * Calls `load` when `key` changes, and when it is told to retry. A call that is superseded, or whose component has gone,
 * is aborted, and its answer is never shown.
 */
export function useLoad<T>(options: {
  load: (signal: AbortSignal) => Promise<T>;
  /** All that the call depends on, as one text. */
  key: string;
  /** How long the key has to stay before the call is made. */
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
    // Also without a delay: React's strict mode mounts twice, and the first call would only be aborted.
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
