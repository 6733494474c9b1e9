import { Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import { useState } from 'react';
import { FailureNote } from '../../components/FailureNote';
import { useTexts } from '../../translations';
import { CheckedField } from './CheckedField';
import { useAddressProblem } from './useAddressProblem';
import { useVlanAddresses } from './useVlanAddresses';

/** A NIC's address: left to the guest, entered, or the lowest free address of the VLAN. */
export function AddressEditor(props: {
  vlanId: number;
  value: string | undefined;
  isDisabled: boolean | undefined;
  onChange: (address: string | undefined) => void;
}) {
  const { vlanId, value, isDisabled, onChange } = props;
  const t = useTexts();
  const [mode, setMode] = useState(value === undefined ? 'dhcp' : 'fixed');
  const { load, isKnown, subnet, use } = useVlanAddresses(vlanId);
  const problemOf = useAddressProblem({ subnet, use });
  const choose = (chosen: string) => {
    setMode(chosen);
    onChange(chosen === 'next' ? use?.nextFree : undefined);
  };
  return (
    <Flex direction="column" gap="2">
      <RadioGroup
        label={t('nics.address')}
        orientation="horizontal"
        isDisabled={isDisabled}
        value={mode}
        onChange={choose}
      >
        <Radio value="dhcp">{t('nics.dhcp')}</Radio>
        <Radio value="fixed">{t('nics.fixed')}</Radio>
        <Radio value="next" isDisabled={use?.nextFree === undefined}>
          {t('nics.nextFree')}
        </Radio>
      </RadioGroup>
      {mode !== 'dhcp' && (
        <CheckedField
          label={t('nics.fixedAddress')}
          description={subnet && t('nics.inSubnet', { subnet })}
          isDisabled={isDisabled}
          value={value}
          problem={value === undefined ? undefined : problemOf(value)}
          onChange={address => {
            setMode('fixed');
            onChange(address);
          }}
        />
      )}
      {isKnown && (
        <Text variant="body-small">
          {use?.nextFree === undefined
            ? t('nics.noNextFree')
            : t('nics.nextFreeIs', { address: use.nextFree })}
        </Text>
      )}
      {load.status === 'failed' && (
        <FailureNote what={t('what.vlan')} load={load} />
      )}
    </Flex>
  );
}
