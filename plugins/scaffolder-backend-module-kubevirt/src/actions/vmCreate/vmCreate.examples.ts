import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { exampleOf } from '../exampleOf';

const example = exampleOf({
  id: 'vm',
  name: 'Create the VM',
  action: 'kubevirt:vm:create',
});

export const examples: TemplateExample[] = [
  example('A VM that is installed over PXE on VLAN 1085', {
    name: 'web-1',
    namespace: 'demo',
    networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
    cpu: 2,
    memory: '4Gi',
    blank: { size: '20Gi' },
    delivery: 'pull-request',
  }),
  example('A Fedora VM with a static address and no pod network', {
    name: 'web-2',
    namespace: 'demo',
    networks: [{ name: 'vlan', vlanId: 1085, ipAddress: '10.6.85.20' }],
    podNetwork: false,
    instancetype: 'u1.medium',
    preference: 'fedora',
    dataSource: { name: 'fedora', namespace: 'kubevirt-os-images' },
    diskSize: '30Gi',
    sshKeys: [
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f demo',
    ],
    owner: 'group:default/platform',
    delivery: 'render',
  }),
  example('A VM from a container disk on two networks, set up by a Secret', {
    name: 'web-3',
    namespace: 'demo',
    networks: [
      { name: 'vlan', vlanId: 1085, macAddress: '02:00:00:00:85:03' },
      { name: 'storage', networkName: 'nad-storage' },
    ],
    cpu: 4,
    memory: '8Gi',
    containerDisk: 'quay.io/containerdisks/fedora:42',
    runStrategy: 'Manual',
    userDataSecret: 'web-3-userdata',
    delivery: 'render',
  }),
];
