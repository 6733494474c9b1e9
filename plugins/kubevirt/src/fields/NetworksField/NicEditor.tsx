import {
  Button,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { isDnsLabel } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useState } from 'react';
import { useTexts } from '../../translations';
import { VlanSelect } from '../VlanPicker/VlanSelect';
import { AddressEditor } from './AddressEditor';
import { CheckedField } from './CheckedField';
import styles from './NicEditor.module.css';
import { NicExtras } from './NicExtras';
import { NicPart, useFirstFocus } from './useFirstFocus';

/** One NIC: its name, its network, its address, and rare settings. */
export function NicEditor(props: {
  number: number;
  nic: NetworkRequest;
  cluster: string | undefined;
  isDisabled: boolean | undefined;
  /** The part that gets the focus when the editor appears. */
  focus: NicPart | undefined;
  onChange: (nic: NetworkRequest) => void;
  onRemove: () => void;
}) {
  const { nic, cluster, isDisabled, focus, onChange, onRemove } = props;
  const number = String(props.number);
  const t = useTexts();
  const editor = useFirstFocus(focus);
  const [byNetwork, setByNetwork] = useState(nic.networkName !== undefined);
  const connect = (kind: string) => {
    const { vlanId: _, networkName: __, ipAddress: ___, ...rest } = nic;
    setByNetwork(kind === 'network');
    onChange(rest);
  };
  return (
    <section
      ref={editor}
      aria-label={t('nics.title', { number })}
      className={styles.nic}
    >
      <Flex justify="between" align="center">
        <Text as="h4" variant="body-large" weight="bold">
          {t('nics.title', { number })}
        </Text>
        <Button
          size="small"
          variant="tertiary"
          isDisabled={isDisabled}
          aria-label={t('nics.remove', { number })}
          iconStart={<RiDeleteBinLine aria-hidden="true" />}
          onPress={onRemove}
        />
      </Flex>
      <Flex direction="column" gap="3">
        <CheckedField
          label={t('nics.name')}
          isRequired
          isDisabled={isDisabled}
          value={nic.name}
          problem={isDnsLabel(nic.name) ? undefined : t('nics.nameRule')}
          onChange={name => onChange({ ...nic, name: name ?? '' })}
        />
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
          <>
            <VlanSelect
              label={t('vlan.label')}
              isRequired
              isDisabled={isDisabled}
              cluster={cluster}
              value={nic.vlanId}
              onChange={vlanId => onChange({ ...nic, vlanId })}
            />
            {nic.vlanId !== undefined && (
              <AddressEditor
                vlanId={nic.vlanId}
                value={nic.ipAddress}
                isDisabled={isDisabled}
                onChange={ipAddress => onChange({ ...nic, ipAddress })}
              />
            )}
          </>
        )}
        <NicExtras nic={nic} isDisabled={isDisabled} onChange={onChange} />
      </Flex>
    </section>
  );
}
