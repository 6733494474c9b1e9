import { Text } from '@backstage/ui';
import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { Load } from '../hooks/useLoad';
import { useTexts } from '../translations';
import { FailureNote } from './FailureNote';

/** Why a field suggests nothing, and that a name can be entered all the same. */
export function ChoiceNote(props: {
  /** Such as "the instance types". */
  what: string;
  load: Load<NamedChoice[]> & { retry: () => void };
}) {
  const { what, load } = props;
  const t = useTexts();
  if (load.status === 'failed') {
    return (
      <>
        <FailureNote what={what} error={load.error} onRetry={load.retry} />
        <Text variant="body-small">{t('choice.freeText')}</Text>
      </>
    );
  }
  return load.status === 'ready' && load.value.length === 0 ? (
    <Text variant="body-small">{t('choice.nothing')}</Text>
  ) : null;
}
