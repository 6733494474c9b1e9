import { Button, Flex, Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { isDnsLabel } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';
import { CheckedField } from './CheckedField';
import { NicConnection } from './NicConnection';
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
        <NicConnection
          nic={nic}
          cluster={cluster}
          isDisabled={isDisabled}
          onChange={onChange}
        />
        <NicExtras nic={nic} isDisabled={isDisabled} onChange={onChange} />
      </Flex>
    </section>
  );
}
