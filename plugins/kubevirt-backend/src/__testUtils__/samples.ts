import { Entity } from '@backstage/catalog-model';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Data of no real site. */
export const siteConfig = {
  clusters: {
    demo: {
      nodePools: {
        c7000: {
          description: 'Blades',
          nodeSelector: { hardware: 'c7000' },
          uplink: 'eno49',
        },
      },
    },
    lab: {},
  },
  defaultCluster: 'demo',
  deliveries: ['render'],
};

export const mia: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mia', namespace: 'default' },
  spec: { memberOf: ['platform'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform' }],
};

const dependencyOf = (targetRef: string) => ({
  type: 'dependencyOf',
  targetRef,
});

export function vlanEntity(
  id: number,
  more: {
    vlan?: object;
    spec?: object;
    metadata?: object;
    refs?: string[];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: `vlan-${id}`, namespace: 'default', ...more.metadata },
    spec: {
      type: 'vlan',
      owner: 'group:default/network',
      vlan: {
        id,
        allowedGroups: ['group:default/platform'],
        allowedNamespaces: ['demo'],
        ...more.vlan,
      },
      ...more.spec,
    },
    relations: (more.refs ?? []).map(dependencyOf),
  };
}

export function unregistered(id: number, cluster: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `vlan-${id}.unregistered.${cluster}`,
      namespace: 'default',
      title: `VLAN ${id} on ${cluster}, not registered`,
    },
    spec: {
      type: 'vlan',
      owner: 'group:default/network',
      vlan: { id, clusters: [cluster], isRegistered: false },
    },
  };
}

export const vmEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'web-1.vm.demo',
    namespace: 'demo',
    annotations: { 'kubevirt-vlan.backstage.io/cluster': 'demo' },
  },
  spec: {
    type: 'virtual-machine',
    owner: 'group:default/platform',
    virtualMachine: {
      cluster: 'demo',
      namespace: 'demo',
      name: 'web-1',
      nics: [{ name: 'nic-1', network: 'demo/nad-1085', vlans: [1085] }],
    },
  },
};

const object = (
  apiVersion: string,
  kind: string,
  metadata: KubeObject['metadata'] & { generation?: number },
  more: object = {},
): KubeObject => ({ apiVersion, kind, metadata, ...more });

export const node = (name: string, status = 'True') =>
  object(
    'v1',
    'Node',
    { name, labels: { hardware: 'c7000' } },
    { status: { conditions: [{ type: 'Ready', status }] } },
  );

export const namespace = (name: string) => object('v1', 'Namespace', { name });

export const policy = object(
  'nmstate.io/v1',
  'NodeNetworkConfigurationPolicy',
  { name: 'vlan-1085-policy-c7000', generation: 3 },
  {
    spec: {
      nodeSelector: { hardware: 'c7000' },
      desiredState: {
        interfaces: [
          { name: 'eno49', type: 'ethernet' },
          {
            name: 'eno49.1085',
            type: 'vlan',
            vlan: { id: 1085, 'base-iface': 'eno49' },
          },
          {
            name: 'bridge-1085',
            type: 'linux-bridge',
            bridge: { port: [{ name: 'eno49.1085' }] },
          },
        ],
      },
    },
    status: { conditions: [{ type: 'Available', status: 'True' }] },
  },
);

export const enactment = (on: string, condition: object) =>
  object(
    'nmstate.io/v1beta1',
    'NodeNetworkConfigurationEnactment',
    {
      name: `${on}.vlan-1085-policy-c7000`,
      labels: {
        'nmstate.io/policy': 'vlan-1085-policy-c7000',
        'nmstate.io/node': on,
      },
    },
    {
      status: {
        policyGeneration: 3,
        conditions: [{ status: 'True', ...condition }],
        desiredState: 'much',
      },
    },
  );

export const nad = (inNamespace = 'demo') =>
  object(
    'k8s.cni.cncf.io/v1',
    'NetworkAttachmentDefinition',
    { namespace: inNamespace, name: 'nad-1085' },
    {
      spec: {
        config: JSON.stringify({ type: 'cnv-bridge', bridge: 'bridge-1085' }),
      },
    },
  );

const SECRET = 'hunter22-of-cloud-init';

/** Its user data must never get out. */
export const vm = (name: string, address: string, mac: string) =>
  object(
    'kubevirt.io/v1',
    'VirtualMachine',
    { namespace: 'demo', name },
    {
      spec: {
        template: {
          spec: {
            networks: [
              { name: 'default', pod: {} },
              { name: 'nic-1', multus: { networkName: 'nad-1085' } },
            ],
            domain: {
              devices: {
                interfaces: [
                  { name: 'default', masquerade: {} },
                  { name: 'nic-1', bridge: {}, macAddress: mac },
                ],
              },
            },
            volumes: [
              {
                name: 'init',
                cloudInitNoCloud: {
                  userData: `#cloud-config\npassword: ${SECRET}`,
                  networkData: `{version: 2, ethernets: {a: {match: {macaddress: "${mac}"}, addresses: [${address}/24]}}}`,
                },
              },
            ],
          },
        },
      },
      status: { printableStatus: 'Running' },
    },
  );

export const instance = object(
  'kubevirt.io/v1',
  'VirtualMachineInstance',
  { namespace: 'demo', name: 'web-1' },
  {
    status: {
      interfaces: [
        {
          name: 'nic-1',
          mac: '02:00:00:00:00:01',
          ipAddresses: ['10.6.85.20', '10.6.85.77', 'fe80::1'],
          linkState: 'up',
        },
      ],
    },
  },
);

export const secretOfSamples = SECRET;
