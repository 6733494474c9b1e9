import { Grid } from '@backstage/ui';
import { isMacAddress } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useState } from 'react';
import { useTexts } from '../../translations';
import { CheckedField } from './CheckedField';

const MAX_BOOT_ORDER = 255;

/** Rare settings of a NIC: a fixed MAC address, and a place in the boot order. */
export function NicExtras(props: {
  nic: NetworkRequest;
  isDisabled: boolean | undefined;
  onChange: (nic: NetworkRequest) => void;
}) {
  const { nic, isDisabled, onChange } = props;
  const t = useTexts();
  const { macAddress } = nic;
  const [order, setOrder] = useState(String(nic.bootOrder ?? ''));
  return (
    <Grid.Root columns={{ initial: '1', sm: '2' }} gap="3">
      <CheckedField
        label={t('nics.mac')}
        description={t('nics.macHelp')}
        isDisabled={isDisabled}
        value={macAddress}
        problem={
          macAddress === undefined || isMacAddress(macAddress)
            ? undefined
            : t('nics.macRule')
        }
        onChange={mac => onChange({ ...nic, macAddress: mac })}
      />
      <CheckedField
        label={t('nics.bootOrder')}
        description={t('nics.bootOrderHelp')}
        isDisabled={isDisabled}
        value={order}
        problem={
          bootOrderOf(order) === undefined ? t('nics.bootOrderRule') : undefined
        }
        onChange={text => {
          setOrder(text ?? '');
          onChange({ ...nic, bootOrder: bootOrderOf(text ?? '') });
        }}
      />
    </Grid.Root>
  );
}

function bootOrderOf(text: string): number | undefined {
  const order = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : NaN;
  return order <= MAX_BOOT_ORDER ? order : undefined;
}
