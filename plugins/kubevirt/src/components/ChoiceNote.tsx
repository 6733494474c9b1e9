import { Text } from '@backstage/ui';
import type { NameSearch } from '../hooks/useNameSearch';
import { useTexts } from '../translations';
import { FailureNote } from './FailureNote';
import { SearchNote } from './SearchNote';

/** Says why a field suggests nothing, or not everything, and that a name can be entered anyway. */
export function ChoiceNote(props: {
  /** Such as "the instance types". */
  what: string;
  search: NameSearch<unknown>;
}) {
  const { what, search } = props;
  const { load, items, isSearched, total } = search;
  const t = useTexts();
  if (load.status === 'failed') {
    return (
      <>
        <FailureNote what={what} load={load} />
        <Text variant="body-small">{t('choice.freeText')}</Text>
      </>
    );
  }
  if (total === undefined) {
    return null;
  }
  if (isSearched) {
    return <SearchNote shown={items.length} total={total} />;
  }
  return total === 0 ? (
    <Text variant="body-small">{t('choice.nothing')}</Text>
  ) : null;
}
