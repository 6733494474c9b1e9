import { Button, Flex, Text } from '@backstage/ui';
import { MAX_NICS } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NetworkRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RiAddLine } from '@remixicon/react';
import { useRef, useState } from 'react';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import { NicEditor } from './NicEditor';
import { nextNicName } from './nextNicName';
import type { NetworksFieldProps } from './schema';
import type { NicPart } from './useFirstFocus';

/** A field of a template's form: the NICs of a VM, each on a VLAN or on a network by name. */
export function NetworksField(props: NetworksFieldProps) {
  const { formData: nics = [], onChange } = props;
  const t = useTexts();
  const { label, description, isDisabled } = fieldTexts(props, {
    label: t('nics.nics'),
  });
  const addButton = useRef<HTMLButtonElement>(null);
  /** Where the focus moves when a NIC is added or removed: the pressed button may be gone. */
  const [focus, setFocus] = useState<{ index: number; part: NicPart }>();
  const add = () => {
    setFocus({ index: nics.length, part: 'name' });
    onChange([...nics, { name: nextNicName(nics) }]);
  };
  const remove = (index: number) => {
    setFocus({ index: Math.max(index - 1, 0), part: 'remove' });
    if (nics.length === 1) {
      addButton.current?.focus();
    }
    onChange(nics.filter((_, i) => i !== index));
  };
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
          // A NIC is identified only by its position: adding or removing one mounts all editors again.
          key={`${index} of ${nics.length}`}
          number={index + 1}
          nic={nic}
          cluster={clusterOf(props)}
          isDisabled={isDisabled}
          onChange={changed => change(index, changed)}
          focus={focus?.index === index ? focus.part : undefined}
          onRemove={() => remove(index)}
        />
      ))}
      <Flex>
        <Button
          ref={addButton}
          variant="secondary"
          iconStart={<RiAddLine aria-hidden="true" />}
          isDisabled={isDisabled || nics.length >= MAX_NICS}
          onPress={add}
        >
          {t('nics.add')}
        </Button>
      </Flex>
    </Flex>
  );
}
