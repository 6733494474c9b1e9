import { Alert, Button } from '@backstage/ui';
import type { FailedLoad } from '../hooks/useLoad';
import { useTexts } from '../translations';
import { failureOf } from './failureOf';

const STATUS = {
  forbidden: 'warning',
  // A cluster without a connection is configured that way.
  unavailable: 'info',
  'not-found': 'warning',
  'bad-input': 'danger',
  other: 'danger',
} as const;

/** Says what could not be loaded and why, and offers a retry or says whom to ask. */
export function FailureNote(props: {
  /** Such as "the VLANs". */
  what: string;
  load: FailedLoad & { retry: () => void };
}) {
  const { what, load } = props;
  const t = useTexts();
  const { kind, reason } = failureOf(load.error);
  const isForbidden = kind === 'forbidden';
  return (
    <Alert
      role="alert"
      icon
      status={STATUS[kind]}
      title={
        isForbidden
          ? t('state.forbidden', { what })
          : t('state.failed', { what })
      }
      description={
        // If it knows, the backend says whom to ask.
        isForbidden && !/\bask\b/i.test(reason)
          ? t('state.forbiddenWay', { reason })
          : reason
      }
      customActions={
        <Button size="small" variant="secondary" onPress={load.retry}>
          {load.isRetrying ? t('state.retrying') : t('state.retry')}
        </Button>
      }
    />
  );
}
