import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** The fields. Each is loaded when a form first uses it. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'vlan-picker',
    params: {
      field: () => import('./VlanPicker').then(m => m.vlanPickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'node-pool-picker',
    params: {
      field: () => import('./NodePoolPicker').then(m => m.nodePoolPickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'namespace-picker',
    params: {
      field: () =>
        import('./NamespacePicker').then(m => m.namespacePickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'networks-field',
    params: {
      field: () => import('./NetworksField').then(m => m.networksField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'boot-source-picker',
    params: {
      field: () =>
        import('./BootSourcePicker').then(m => m.bootSourcePickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'instancetype-picker',
    params: {
      field: () =>
        import('./InstancetypePicker').then(m => m.instancetypePickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'preference-picker',
    params: {
      field: () =>
        import('./PreferencePicker').then(m => m.preferencePickerField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'kubevirt-preview',
    params: {
      field: () =>
        import('./KubevirtPreview').then(m => m.kubevirtPreviewField),
    },
  }),
] as const;
