import { ChangeAction, objectChange } from '../model/changeSet';
import { KubeObject, objectId } from '../model/kubeObject';
import { blastRadius } from './blastRadius';

const policy: KubeObject = {
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'vlan-1085-policy-c7000' },
  spec: {
    nodeSelector: { hardware: 'c7000' },
    maxUnavailable: '10%',
    desiredState: {
      interfaces: [
        { name: 'eno49', type: 'ethernet' },
        { name: 'bridge-1085', type: 'linux-bridge' },
      ],
    },
  },
};
const network = (namespace: string, bridge = 'bridge-1085'): KubeObject => ({
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { name: 'nad-1085', namespace },
  spec: { config: JSON.stringify({ type: 'bridge', bridge }) },
});
const vm = (
  namespace: string,
  name: string,
  networkName = 'nad-1085',
): KubeObject => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name, namespace },
  spec: {
    template: {
      spec: { networks: [{ name: 'nic', multus: { networkName } }] },
    },
  },
});

describe('blastRadius', () => {
  const radius = (
    objects: KubeObject[],
    existing: KubeObject[],
    action: ChangeAction = 'configured',
  ) =>
    blastRadius({
      objects,
      facts: { existing: { source: 'main', objects: existing } },
      changes: objects.map(object => objectChange(objectId(object), action)),
    });

  it('reaches nodes, and every namespace and VM with a network on the bridge', () => {
    expect(
      radius(
        [policy, network('demo')],
        [
          network('other'),
          network('elsewhere', 'bridge-1090'),
          { ...network('odd'), spec: { config: 'no JSON' } },
          vm('other', 'web'),
          vm('other', 'qualified', 'other/nad-1085'),
          vm('elsewhere', 'not'),
          vm('third', 'foreign', 'nad-1090'),
        ],
      ),
    ).toEqual({
      nodes: [
        {
          policy: 'vlan-1085-policy-c7000',
          selector: ['hardware=c7000'],
          maxUnavailable: '10%',
          interfaces: ['eno49', 'bridge-1085'],
        },
      ],
      namespaces: ['demo', 'other'],
      vms: ['other/qualified', 'other/web'],
      restarts: [],
    });
  });

  it('reaches only the VM where only a VM changes', () => {
    expect(
      radius([vm('demo', 'web')], [network('demo'), vm('demo', 'b')]),
    ).toMatchObject({ nodes: [], namespaces: ['demo'], vms: ['demo/web'] });
  });

  it('reaches the VMs on a network that is the only change', () => {
    expect(
      radius([network('demo')], [vm('demo', 'web'), vm('other', 'not')]),
    ).toMatchObject({ nodes: [], namespaces: ['demo'], vms: ['demo/web'] });
  });

  it('reaches nothing where nothing changes', () => {
    expect(radius([policy], [network('demo')], 'unchanged')).toEqual({
      nodes: [],
      namespaces: [],
      vms: [],
      restarts: [],
    });
  });
});
