import { Text } from '@backstage/ui';
import { useTexts } from '../translations';

/** Says that a field suggests only some of the matches, or that nothing matches. */
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
