import { createHash } from 'node:crypto';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** How many of each kind a cluster has. */
export interface Size {
  vms: number;
  networks: number;
  vlans: number;
  namespaces: number;
}

/** A kind as the API server serves it. */
export interface Served {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

export const SERVED = {
  vms: {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    plural: 'virtualmachines',
    namespaced: true,
  },
  networks: {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    plural: 'network-attachment-definitions',
    namespaced: true,
  },
  policies: {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    plural: 'nodenetworkconfigurationpolicies',
    namespaced: false,
  },
  namespaces: {
    apiVersion: 'v1',
    kind: 'Namespace',
    plural: 'namespaces',
    namespaced: false,
  },
  clusterNetworks: {
    apiVersion: 'k8s.ovn.org/v1',
    kind: 'ClusterUserDefinedNetwork',
    plural: 'clusteruserdefinednetworks',
    namespaced: false,
  },
  // No schemas here: those of a real cluster are megabytes, which the ingestor reads and we do not.
  definitions: {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    namespaced: false,
  },
} satisfies Record<string, Served>;

export function pathOf({ apiVersion, plural }: Served): string {
  return `${
    apiVersion.includes('/') ? '/apis' : '/api'
  }/${apiVersion}/${plural}`;
}

const FIRST_VLAN = 1000;

/** The NADs of a namespace go by the VLANs that it has. */
export function networkName(size: Size, namespace: number, i: number): string {
  const perNamespace = networksPerNamespace(size);
  const vlan = (namespace * perNamespace + (i % perNamespace)) % size.vlans;
  return `vlan-${FIRST_VLAN + vlan}`;
}

export function networksPerNamespace(size: Size): number {
  return Math.ceil(size.networks / size.namespaces);
}

export function namespaceName(i: number): string {
  return `team-${String(i + 1).padStart(2, '0')}`;
}

/** All objects of a cluster of that size, as its API server returns them. */
export function* objectsOf(size: Size): Generator<KubeObject> {
  for (let i = 0; i < size.namespaces; i += 1) {
    yield namespaceObject(namespaceName(i));
  }
  for (let i = 0; i < size.vlans; i += 1) {
    yield policy(FIRST_VLAN + i);
  }
  const perNamespace = networksPerNamespace(size);
  for (let i = 0; i < size.networks; i += 1) {
    const home = Math.floor(i / perNamespace);
    yield network(namespaceName(home), networkName(size, home, i));
  }
  for (let i = 0; i < size.vms; i += 1) {
    yield virtualMachine(size, i);
  }
}

function metadata(name: string, namespace?: string) {
  const digits = createHash('sha256').update(`${namespace}/${name}`).digest();
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    uid: digits
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    creationTimestamp: '2026-03-02T09:14:27Z',
    generation: 3,
  };
}

function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      ...metadata(name),
      labels: { 'kubernetes.io/metadata.name': name },
      annotations: {
        'kubevirt-vlan.backstage.io/owner': `group:default/${name}`,
      },
      managedFields: [
        managed('kubectl-create', {
          'f:metadata': {
            'f:labels': { '.': {}, 'f:kubernetes.io/metadata.name': {} },
          },
        }),
      ],
    } as KubeObject['metadata'],
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

function managed(manager: string, fieldsV1: object, subresource?: string) {
  return {
    apiVersion: 'kubevirt.io/v1',
    fieldsType: 'FieldsV1',
    fieldsV1,
    manager,
    operation: 'Update',
    ...(subresource && { subresource }),
    time: '2026-03-02T09:14:27Z',
  };
}

function policy(vlan: number): KubeObject {
  return {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: metadata(`vlan-${vlan}`),
    spec: {
      nodeSelector: { 'node-role.kubernetes.io/worker': '' },
      desiredState: {
        interfaces: [
          {
            name: `bond0.${vlan}`,
            type: 'vlan',
            state: 'up',
            vlan: { id: vlan, 'base-iface': 'bond0' },
          },
          {
            name: `br-${vlan}`,
            type: 'linux-bridge',
            state: 'up',
            ipv4: { enabled: false },
            bridge: {
              options: { stp: { enabled: false } },
              port: [{ name: `bond0.${vlan}` }],
            },
          },
        ],
      },
    },
    status: {
      conditions: ['Available', 'Degraded', 'Progressing', 'Ignored'].map(
        type => ({
          type,
          status: type === 'Available' ? 'True' : 'False',
          reason: 'SuccessfullyConfigured',
          message: '12/12 nodes successfully configured',
          lastHeartbeatTime: '2026-03-02T09:14:27Z',
          lastTransitionTime: '2026-03-02T09:14:27Z',
        }),
      ),
    },
  };
}

function network(home: string, name: string): KubeObject {
  const bridge = name.replace('vlan', 'br');
  return {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: {
      ...metadata(name, home),
      annotations: {
        'k8s.v1.cni.cncf.io/resourceName': `bridge.network.kubevirt.io/${bridge}`,
      },
      managedFields: [
        managed('kubectl-create', {
          'f:spec': { '.': {}, 'f:config': {} },
        }),
      ],
    } as KubeObject['metadata'],
    spec: {
      config: JSON.stringify({
        cniVersion: '0.3.1',
        name,
        type: 'cnv-bridge',
        bridge,
        macspoofchk: true,
        ipam: {},
      }),
    },
  };
}

/** About 5 KB, as KubeVirt returns them: most of it is written by KubeVirt, not by the user. */
export function virtualMachine(size: Size, i: number): KubeObject {
  const home = i % size.namespaces;
  const name = `vm-${String(i + 1).padStart(5, '0')}`;
  const nth = Math.floor(i / size.namespaces);
  const nics = Array.from({ length: 1 + (i % 2) }, (_, n) => ({
    name: `nic-${n}`,
    network: networkName(size, home, nth + n),
    mac: `02:00:${hex(n)}:${hex(i >> 16)}:${hex(i >> 8)}:${hex(i)}`,
  }));
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      ...metadata(name, namespaceName(home)),
      annotations: {
        'kubemacpool.io/transaction-timestamp':
          '2026-03-02T09:14:27.123456789Z',
        'kubevirt.io/latest-observed-api-version': 'v1',
        'kubevirt.io/storage-observed-api-version': 'v1',
        'vm.kubevirt.io/validations':
          '[{"name":"minimal-memory","path":"jsonpath::.spec.domain.memory.guest","rule":"integer","message":"This VM requires more memory.","min":1610612736}]',
      },
      finalizers: ['kubevirt.io/virtualMachineControllerFinalize'],
      labels: {
        app: name,
        'kubevirt.io/dynamic-credentials-support': 'true',
        'vm.kubevirt.io/template': 'rhel9-server-small',
        'vm.kubevirt.io/template.namespace': 'openshift',
        'vm.kubevirt.io/template.revision': '1',
      },
      managedFields: managedFields(),
    } as KubeObject['metadata'],
    spec: {
      runStrategy: 'Always',
      dataVolumeTemplates: [
        {
          apiVersion: 'cdi.kubevirt.io/v1beta1',
          kind: 'DataVolume',
          metadata: { creationTimestamp: null, name: `${name}-root` },
          spec: {
            sourceRef: {
              kind: 'DataSource',
              name: 'rhel9',
              namespace: 'openshift-virtualization-os-images',
            },
            storage: { resources: { requests: { storage: '30Gi' } } },
          },
        },
      ],
      template: {
        metadata: {
          annotations: {
            'vm.kubevirt.io/flavor': 'small',
            'vm.kubevirt.io/os': 'rhel9',
            'vm.kubevirt.io/workload': 'server',
          },
          creationTimestamp: null,
          labels: {
            'kubevirt.io/domain': name,
            'kubevirt.io/size': 'small',
            'network.kubevirt.io/headlessService': 'headless',
          },
        },
        spec: {
          architecture: 'amd64',
          domain: {
            cpu: { cores: 2, sockets: 1, threads: 1 },
            devices: {
              disks: [
                { disk: { bus: 'virtio' }, name: 'rootdisk', bootOrder: 1 },
                { disk: { bus: 'virtio' }, name: 'cloudinitdisk' },
              ],
              interfaces: nics.map(nic => ({
                bridge: {},
                macAddress: nic.mac,
                model: 'virtio',
                name: nic.name,
              })),
              rng: {},
            },
            features: { acpi: {}, smm: { enabled: true } },
            firmware: {
              bootloader: { efi: {} },
              serial: metadata(name, 'serial').uid,
              uuid: metadata(name, 'firmware').uid,
            },
            machine: { type: 'pc-q35-rhel9.4.0' },
            memory: { guest: '4Gi' },
            resources: {},
          },
          networks: nics.map((nic, n) => ({
            name: nic.name,
            multus: {
              networkName:
                n === 0 ? `${namespaceName(home)}/${nic.network}` : nic.network,
            },
          })),
          terminationGracePeriodSeconds: 180,
          volumes: [
            { dataVolume: { name: `${name}-root` }, name: 'rootdisk' },
            {
              cloudInitNoCloud: {
                networkData: `version: 2\nethernets:\n  enp1s0:\n    dhcp4: true\n`,
                userData: `#cloud-config\nhostname: ${name}\nuser: cloud-user\nssh_authorized_keys:\n  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0nCh0nCh0nCh0nCh0nCh0nCh0nCh0nCh0nCh0nCh0n ops@example.com\n`,
              },
              name: 'cloudinitdisk',
            },
          ],
        },
      },
    },
    status: {
      conditions: [
        condition('Ready'),
        condition('LiveMigratable'),
        condition('StorageLiveMigratable'),
        condition('AgentConnected'),
      ],
      created: true,
      desiredGeneration: 3,
      observedGeneration: 3,
      printableStatus: 'Running',
      ready: true,
      runStrategy: 'Always',
      volumeSnapshotStatuses: [
        { enabled: true, name: 'rootdisk' },
        {
          enabled: false,
          name: 'cloudinitdisk',
          reason:
            'Snapshot is not supported for this volumeSource type [cloudinitdisk]',
        },
      ],
    } as object,
  } as KubeObject;
}

function hex(n: number): string {
  return (n & 0xff).toString(16).padStart(2, '0');
}

function condition(type: string) {
  return {
    lastProbeTime: null,
    lastTransitionTime: '2026-03-02T09:16:02Z',
    status: 'True',
    type,
  };
}

function managedFields() {
  const some = (names: string[]) =>
    Object.fromEntries(names.map(name => [`f:${name}`, {}]));
  return [
    managed('Mozilla', {
      'f:metadata': {
        'f:annotations': { '.': {}, 'f:vm.kubevirt.io/validations': {} },
        'f:labels': {
          '.': {},
          ...some([
            'app',
            'kubevirt.io/dynamic-credentials-support',
            'vm.kubevirt.io/template',
            'vm.kubevirt.io/template.namespace',
            'vm.kubevirt.io/template.revision',
          ]),
        },
      },
      'f:spec': {
        '.': {},
        ...some(['dataVolumeTemplates', 'runStrategy']),
        'f:template': {
          '.': {},
          'f:metadata': {
            '.': {},
            'f:annotations': {
              '.': {},
              ...some([
                'vm.kubevirt.io/flavor',
                'vm.kubevirt.io/os',
                'vm.kubevirt.io/workload',
              ]),
            },
            'f:labels': {
              '.': {},
              ...some(['kubevirt.io/domain', 'kubevirt.io/size']),
            },
          },
          'f:spec': {
            '.': {},
            ...some(['architecture', 'networks', 'volumes']),
            'f:domain': {
              '.': {},
              'f:cpu': { '.': {}, ...some(['cores', 'sockets', 'threads']) },
              'f:devices': { '.': {}, ...some(['disks', 'interfaces', 'rng']) },
              'f:features': {
                '.': {},
                'f:acpi': {},
                'f:smm': { '.': {}, 'f:enabled': {} },
              },
              'f:firmware': {
                '.': {},
                'f:bootloader': { '.': {}, 'f:efi': {} },
              },
              'f:machine': { '.': {}, 'f:type': {} },
              'f:memory': { '.': {}, 'f:guest': {} },
              'f:resources': {},
            },
            'f:terminationGracePeriodSeconds': {},
          },
        },
      },
    }),
    managed('virt-controller', {
      'f:metadata': {
        'f:annotations': some([
          'kubevirt.io/latest-observed-api-version',
          'kubevirt.io/storage-observed-api-version',
        ]),
        'f:finalizers': {
          '.': {},
          'v:"kubevirt.io/virtualMachineControllerFinalize"': {},
        },
      },
    }),
    managed(
      'virt-controller',
      {
        'f:status': {
          '.': {},
          ...some([
            'conditions',
            'created',
            'desiredGeneration',
            'observedGeneration',
            'printableStatus',
            'ready',
            'runStrategy',
            'volumeSnapshotStatuses',
          ]),
        },
      },
      'status',
    ),
  ];
}
