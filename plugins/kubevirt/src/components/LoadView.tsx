import type { ReactNode } from 'react';
import type { Load } from '../hooks/useLoad';
import { FailureNote } from './FailureNote';
import { LoadingNote } from './LoadingNote';

/** Loaded data, or the state of its loading. Previous data stays visible while the next is loading. */
export function LoadView<T>(props: {
  what: string;
  load: Load<T> & { retry: () => void };
  children: (value: T) => ReactNode;
}) {
  const { what, load, children } = props;
  if (load.status === 'failed') {
    return <FailureNote what={what} load={load} />;
  }
  return load.value === undefined ? (
    <LoadingNote what={what} />
  ) : (
    <>{children(load.value)}</>
  );
}
