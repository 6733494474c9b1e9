import type { Preview } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Sample data: the preview of attaching a VLAN, with a warning before an error, in the order of the steps. */
export const samplePreview: Preview = {
  failure: 'openshift:vlan:attach: nothing was written (sample)',
  steps: [
    {
      id: 'attach',
      changes: [
        {
          kind: 'NodeNetworkConfigurationPolicy',
          name: 'vlan-1085-policy-c7000',
          action: 'created',
        },
        {
          kind: 'NetworkAttachmentDefinition',
          namespace: 'demo',
          name: 'nad-1085',
          action: 'unchanged',
        },
      ],
      findings: [
        {
          level: 'warning',
          code: 'not-checked',
          object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
          field: 'spec',
          message: 'the cluster was not read (sample)',
        },
        {
          level: 'error',
          code: 'uplink-missing',
          object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
          field: 'spec.desiredState.interfaces',
          message: 'worker-2 has no eno49 (sample)',
        },
      ],
      manifests: [
        {
          path: 'clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
          text: '# Sample data\napiVersion: nmstate.io/v1\nkind: NodeNetworkConfigurationPolicy\nmetadata:\n  name: vlan-1085-policy-c7000\n',
        },
      ],
      reach: {
        nodes: [
          {
            policy: 'vlan-1085-policy-c7000',
            selector: ['hardware=c7000'],
            maxUnavailable: '50%',
            interfaces: ['eno49.1085', 'bridge-1085'],
            names: ['worker-1', 'worker-2', 'worker-3', 'worker-4'],
          },
        ],
        namespaces: ['demo'],
        vms: ['demo/web-1'],
        restarts: ['demo/web-1'],
      },
    },
  ],
};
