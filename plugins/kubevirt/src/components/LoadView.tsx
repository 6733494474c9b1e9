import type { ReactNode } from 'react';
import type { Load } from '../hooks/useLoad';
import { FailureNote } from './FailureNote';
import { LoadingNote } from './LoadingNote';

/** What was loaded, or where it is. What was there before stays while the next is on its way. */
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
