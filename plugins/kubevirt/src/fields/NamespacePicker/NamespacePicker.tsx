import { Flex, Text } from '@backstage/ui';
import { DeniedList } from '../../components/DeniedList';
import { FailureNote } from '../../components/FailureNote';
import { SearchNote } from '../../components/SearchNote';
import { StateText } from '../../components/StateText';
import { SuggestField } from '../../components/SuggestField';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import { vlanOf } from '../vlanOptions';
import type { NamespacePickerProps } from './schema';
import { useNamespaces } from './useNamespaces';

/** A field of a template's form: a namespace that the user and the VLAN of the form may use. */
export function NamespacePicker(props: NamespacePickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  const search = useNamespaces({
    cluster: clusterOf(props),
    vlanId: vlanOf(props),
    text: formData,
  });
  const { load, items: namespaces, isSearched, total } = search;
  const denied = namespaces.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [{ name, reason }],
  );
  const reason = denied.find(({ name }) => name === formData)?.reason;
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...fieldTexts(props, {
          label: t('namespace.label'),
          description: t('namespace.rule'),
        })}
        value={formData}
        onChange={onChange}
        isSearched={isSearched}
        suggestions={namespaces.map(namespace => ({
          name: namespace.name,
          description: namespace.reason,
          isDisabled: namespace.reason !== undefined,
        }))}
      />
      {reason && <StateText tone="attention">{reason}</StateText>}
      {load.status === 'failed' && (
        <>
          <FailureNote what={t('what.namespaces')} load={load} />
          <Text variant="body-small">{t('namespace.freeText')}</Text>
        </>
      )}
      {load.status === 'ready' &&
        !isSearched &&
        denied.length === namespaces.length && (
          <StateText tone="attention">{t('namespace.none')}</StateText>
        )}
      {isSearched && total !== undefined && (
        <SearchNote shown={namespaces.length} total={total} />
      )}
      <DeniedList
        title={t('namespace.deniedTitle', { count: denied.length })}
        items={denied}
      />
    </Flex>
  );
}
