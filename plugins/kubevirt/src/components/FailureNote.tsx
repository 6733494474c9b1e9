import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../translations';
import { failureOf } from './failureOf';

const STATUS = {
  forbidden: 'warning',
  // A cluster without a connection is no accident.
  unavailable: 'info',
  'bad-input': 'danger',
  other: 'danger',
} as const;

/** What could not be loaded and why, with the way on: another try, or whom to ask. */
export function FailureNote(props: {
  /** Such as "the VLANs". */
  what: string;
  error: Error;
  onRetry: () => void;
}) {
  const { what, error, onRetry } = props;
  const t = useTexts();
  const { kind, reason } = failureOf(error);
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
        // The backend says whom to ask where it knows.
        isForbidden && !/\bask\b/i.test(reason)
          ? t('state.forbiddenWay', { reason })
          : reason
      }
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('state.retry')}
        </Button>
      }
    />
  );
}
