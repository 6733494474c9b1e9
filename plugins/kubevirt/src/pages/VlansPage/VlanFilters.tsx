import { Checkbox, Flex, SearchField, Select } from '@backstage/ui';
import { useTexts } from '../../translations';
import { ClusterSelect } from './ClusterSelect';
import type { VlanFilter } from './useVlanFilter';
import styles from './VlanFilters.module.css';

const ALL = 'all';

/** The search and the filters of the VLANs. */
export function VlanFilters(props: {
  filter: VlanFilter;
  onChange: (changes: Partial<VlanFilter>) => void;
}) {
  const { filter, onChange } = props;
  const t = useTexts();
  return (
    <Flex gap="3" align="end" className={styles.filters} role="search">
      <SearchField
        className={styles.search}
        label={t('vlansPage.search')}
        placeholder={t('vlanPicker.placeholder')}
        value={filter.search}
        onChange={search => onChange({ search })}
      />
      <ClusterSelect
        cluster={filter.cluster}
        onChange={cluster => onChange({ cluster })}
      />
      <Select
        label={t('vlansPage.filterState')}
        selectedKey={String(filter.isRegistered ?? ALL)}
        onSelectionChange={key =>
          onChange({ isRegistered: key === ALL ? undefined : key === 'true' })
        }
        options={[
          { id: ALL, label: t('vlansPage.allStates') },
          { id: 'true', label: t('vlan.registered') },
          { id: 'false', label: t('vlan.unregistered') },
        ]}
      />
      <Select
        label={t('vlansPage.filterUse')}
        selectedKey={filter.isPermitted ? 'me' : ALL}
        onSelectionChange={key => onChange({ isPermitted: key === 'me' })}
        options={[
          { id: ALL, label: t('vlansPage.everyone') },
          { id: 'me', label: t('vlansPage.mine') },
        ]}
      />
      <Checkbox
        className={styles.check}
        isSelected={filter.hasErrors}
        onChange={hasErrors => onChange({ hasErrors })}
      >
        {t('vlansPage.withErrors')}
      </Checkbox>
    </Flex>
  );
}
