import { Text } from '@backstage/ui';
import { useTexts } from '../translations';

/** That a field suggests but some of what there is, or that nothing has the text that was entered. */
export function SearchNote(props: { shown: number; total: number }) {
  const { shown, total } = props;
  const t = useTexts();
  if (total === 0) {
    return <Text variant="body-small">{t('search.none')}</Text>;
  }
  return total > shown ? (
    <Text variant="body-small">
      {t('search.more', { shown: String(shown), total: String(total) })}
    </Text>
  ) : null;
}
