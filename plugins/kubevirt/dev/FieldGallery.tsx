import { Flex } from '@backstage/ui';
import { useState } from 'react';
import type { ComponentType } from 'react';
import { BootSourcePicker } from '../src/fields/BootSourcePicker/BootSourcePicker';
import { InstancetypePicker } from '../src/fields/InstancetypePicker/InstancetypePicker';
import { KubevirtPreview } from '../src/fields/KubevirtPreview/KubevirtPreview';
import { NamespacePicker } from '../src/fields/NamespacePicker/NamespacePicker';
import { NetworksField } from '../src/fields/NetworksField/NetworksField';
import { NodePoolPicker } from '../src/fields/NodePoolPicker/NodePoolPicker';
import { PreferencePicker } from '../src/fields/PreferencePicker/PreferencePicker';
import { VlanPicker } from '../src/fields/VlanPicker/VlanPicker';

// The type of the value differs between fields.
const FIELDS: Record<string, ComponentType<any>> = {
  vlanId: VlanPicker,
  nodePool: NodePoolPicker,
  namespace: NamespacePicker,
  networks: NetworksField,
  dataSource: BootSourcePicker,
  instancetype: InstancetypePicker,
  preference: PreferencePicker,
  preview: KubevirtPreview,
};

/** The fields in one form, so that they see each other's values. */
export function FieldGallery() {
  const [values, setValues] = useState<Record<string, unknown>>({
    networks: [{ name: 'nic1', vlanId: 1085, ipAddress: '10.6.86.5' }],
  });
  return (
    <Flex direction="column" gap="5">
      {Object.entries(FIELDS).map(([name, Field]) => (
        <Field
          key={name}
          name={name}
          schema={{}}
          uiSchema={{
            'ui:options':
              name === 'preview'
                ? { templateRef: 'template:default/sample', docsUrl: '/docs' }
                : {},
          }}
          formData={values[name]}
          formContext={{ formData: values }}
          rawErrors={[]}
          disabled={false}
          readonly={false}
          onChange={(value: unknown) =>
            setValues(before => ({ ...before, [name]: value }))
          }
        />
      ))}
    </Flex>
  );
}
