import { Combobox, Flex, Text } from '@backstage/ui';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DeniedList } from '../../components/DeniedList';
import { FailureNote } from '../../components/FailureNote';
import { SearchNote } from '../../components/SearchNote';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';
import type { FieldTexts } from '../fieldTexts';
import { useVlanDenial } from './useVlanDenial';
import { useVlanEntry } from './useVlanEntry';
import { useVlanFacts } from './useVlanFacts';
import { vlanLabel } from './vlanText';

/**
 * Searches for a VLAN in the backend, or accepts an entered number, which is enough if the API can't be reached.
 */
export function VlanSelect(
  props: FieldTexts & {
    value: number | undefined;
    onChange: (id: number | undefined) => void;
    cluster?: string;
  },
) {
  const { value, onChange, cluster, ...texts } = props;
  const t = useTexts();
  const { text, enter, load, vlans, known, page } = useVlanEntry({
    value,
    onChange,
  });
  const denialOf = useVlanDenial(cluster);
  const factsOf = useVlanFacts();
  const chosen = value === undefined ? undefined : known.get(value);
  const denied = vlans.flatMap(vlan => {
    const reason = denialOf(vlan);
    return reason ? [{ name: vlanLabel(vlan), reason }] : [];
  });
  return (
    <Flex direction="column" gap="2">
      <Combobox
        {...texts}
        validationBehavior="aria"
        allowsCustomValue
        // Not on focus: an open list hides the rest of the page from screen readers.
        menuTrigger={load.status === 'failed' ? 'manual' : 'input'}
        placeholder={t('vlanPicker.placeholder')}
        search={{ mode: 'server', inputValue: text, onInputChange: enter }}
        loading={{ state: load.status === 'loading' ? 'loading' : 'idle' }}
        options={vlans.map(vlan => optionOf(vlan, denialOf(vlan), factsOf))}
      />
      {load.status === 'failed' && (
        <>
          <FailureNote what={t('what.vlans')} load={load} />
          <Text variant="body-small">{t('vlanPicker.freeText')}</Text>
        </>
      )}
      {text !== '' && value === undefined && vlans.length === 0 && (
        <Text variant="body-small">{t('vlanPicker.numberRule')}</Text>
      )}
      <div aria-live="polite">
        {chosen && <ChosenVlan vlan={chosen} denial={denialOf(chosen)} />}
      </div>
      {page && page.totalItems > page.items.length && (
        <SearchNote shown={page.items.length} total={page.totalItems} />
      )}
      <DeniedList
        title={t('vlanPicker.deniedTitle', { count: denied.length })}
        items={denied}
      />
    </Flex>
  );
}

function optionOf(
  vlan: VlanSummary,
  denial: string | undefined,
  factsOf: (vlan: VlanSummary) => string,
) {
  return {
    id: String(vlan.id),
    label: vlanLabel(vlan),
    description: denial ?? factsOf(vlan),
    disabled: denial !== undefined,
  };
}

function ChosenVlan(props: { vlan: VlanSummary; denial: string | undefined }) {
  const { vlan, denial } = props;
  const factsOf = useVlanFacts();
  return (
    <StateText tone={denial ? 'attention' : 'good'}>
      {vlanLabel(vlan)}: {denial ?? factsOf(vlan)}
    </StateText>
  );
}
