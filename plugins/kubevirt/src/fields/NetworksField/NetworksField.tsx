import { Button, Flex, Text } from '@backstage/ui';
import { MAX_NICS } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RiAddLine } from '@remixicon/react';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import { NicEditor } from './NicEditor';
import { nextNicName } from './nextNicName';
import type { NetworksFieldProps } from './schema';

/** A field of a template's form: the NICs of a VM, each on a VLAN or on a network by name. */
export function NetworksField(props: NetworksFieldProps) {
  const { formData: nics = [], onChange } = props;
  const t = useTexts();
  const { label, description, isDisabled } = fieldTexts(props, {
    label: t('nics.nics'),
  });
  const change = (index: number, nic: NetworkRequest) =>
    onChange(nics.map((other, i) => (i === index ? nic : other)));
  return (
    <Flex direction="column" gap="4" role="group" aria-label={label}>
      <Text as="h3" variant="title-x-small">
        {label}
      </Text>
      {description && <Text variant="body-small">{description}</Text>}
      {nics.map((nic, index) => (
        <NicEditor
          // A NIC has no other identity in the form than its place.
          key={`${index} of ${nics.length}`}
          number={index + 1}
          nic={nic}
          cluster={clusterOf(props)}
          isDisabled={isDisabled}
          onChange={changed => change(index, changed)}
          onRemove={() => onChange(nics.filter((_, i) => i !== index))}
        />
      ))}
      <Flex>
        <Button
          variant="secondary"
          iconStart={<RiAddLine aria-hidden="true" />}
          isDisabled={isDisabled || nics.length >= MAX_NICS}
          onPress={() => onChange([...nics, { name: nextNicName(nics) }])}
        >
          {t('nics.add')}
        </Button>
      </Flex>
    </Flex>
  );
}
