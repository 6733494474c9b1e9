import { Radio, RadioGroup, TextField } from '@backstage/ui';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useState } from 'react';
import { useTexts } from '../../translations';
import { VlanSelect } from '../VlanPicker/VlanSelect';
import { AddressEditor } from './AddressEditor';

/** The network of a NIC: a VLAN with an address in it, or a network by name. */
export function NicConnection(props: {
  nic: NetworkRequest;
  cluster: string | undefined;
  isDisabled: boolean | undefined;
  onChange: (nic: NetworkRequest) => void;
}) {
  const { nic, cluster, isDisabled, onChange } = props;
  const t = useTexts();
  const [byNetwork, setByNetwork] = useState(nic.networkName !== undefined);
  const connect = (kind: string) => {
    const { vlanId: _, networkName: __, ipAddress: ___, ...rest } = nic;
    setByNetwork(kind === 'network');
    onChange(rest);
  };
  return (
    <>
      <RadioGroup
        label={t('nics.connects')}
        orientation="horizontal"
        isDisabled={isDisabled}
        value={byNetwork ? 'network' : 'vlan'}
        onChange={connect}
      >
        <Radio value="vlan">{t('nics.byVlan')}</Radio>
        <Radio value="network">{t('nics.byNetwork')}</Radio>
      </RadioGroup>
      {byNetwork ? (
        <TextField
          label={t('nics.network')}
          isRequired
          validationBehavior="aria"
          isDisabled={isDisabled}
          value={nic.networkName ?? ''}
          onChange={name =>
            onChange({ ...nic, networkName: name || undefined })
          }
        />
      ) : (
        <VlanSelect
          label={t('vlan.label')}
          isRequired
          isDisabled={isDisabled}
          cluster={cluster}
          value={nic.vlanId}
          onChange={vlanId => onChange({ ...nic, vlanId })}
        />
      )}
      {!byNetwork && nic.vlanId !== undefined && (
        <AddressEditor
          vlanId={nic.vlanId}
          value={nic.ipAddress}
          isDisabled={isDisabled}
          onChange={ipAddress => onChange({ ...nic, ipAddress })}
        />
      )}
    </>
  );
}
