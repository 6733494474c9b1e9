import { Fact, Facts, LiveFacts, LiveKind } from '../../model/facts';
import { KubeObject } from '../../model/kubeObject';
import { check } from '../check';
import { KnownFact } from '../liveFacts';
import { site } from '../../__testUtils__/samples';

export const CLUSTER = 'cluster demo';

export const fact = (...objects: KubeObject[]): KnownFact => ({
  known: true,
  objects,
  source: CLUSTER,
  readAt: '2026-11-24T12:00:00Z',
});

export const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

export const node = (
  name: string,
  labels: Record<string, string> = { hardware: 'c7000' },
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
});

export const nodeState = (
  name: string,
  interfaces: object[] = [],
  mappings: object[] = [],
): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkState',
  metadata: { name },
  status: {
    currentState: {
      interfaces: [
        {
          name: 'eno1',
          type: 'ethernet',
          state: 'up',
          mtu: 1500,
          ipv4: { enabled: true, address: [{ ip: '10.6.1.11' }] },
        },
        { name: 'eno49', type: 'ethernet', state: 'up', mtu: 9000 },
        ...interfaces,
      ],
      routes: {
        running: [{ destination: '0.0.0.0/0', 'next-hop-interface': 'eno1' }],
      },
      ovn: { 'bridge-mappings': mappings },
    },
  },
});

/** The bridge of a VLAN and its port, as a node reports them. */
export const bridgeOnNode = (id: number, mtu = 1500): object[] => [
  {
    name: `eno49.${id}`,
    type: 'vlan',
    state: 'up',
    mtu,
    vlan: { 'base-iface': 'eno49', id },
  },
  {
    name: `bridge-${id}`,
    type: 'linux-bridge',
    state: 'up',
    mtu,
    bridge: { port: [{ name: `eno49.${id}` }] },
  },
];

/** A cluster with one node that has no VLAN yet; everything was read. */
export const live = (
  more: Partial<Record<LiveKind, Fact>> = {},
): LiveFacts => ({
  nodes: fact(node('worker-1')),
  nodeStates: fact(nodeState('worker-1')),
  policies: fact(),
  networks: fact(),
  vms: fact(),
  namespaces: fact(namespace('demo')),
  ...more,
});

export const policy = (
  id: number,
  more: { mtu?: number } = {},
): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: `vlan-${id}-policy-c7000` },
  spec: {
    nodeSelector: { hardware: 'c7000' },
    maxUnavailable: 1,
    desiredState: {
      interfaces: [
        { name: 'eno49', type: 'ethernet', state: 'up' },
        {
          name: `eno49.${id}`,
          type: 'vlan',
          state: 'up',
          vlan: { 'base-iface': 'eno49', id },
        },
        {
          name: `bridge-${id}`,
          type: 'linux-bridge',
          state: 'up',
          ...more,
          bridge: { port: [{ name: `eno49.${id}` }] },
        },
      ],
    },
  },
});

/** A NAD on a bridge, named like the bridge with `nad` in place of `bridge`. */
export const network = (config: Record<string, unknown> = {}): KubeObject => {
  const { name = 'nad-1085', bridge = 'bridge-1085' } = config;
  return {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: {
      name: String(name),
      namespace: 'demo',
      annotations: {
        'k8s.v1.cni.cncf.io/resourceName': `bridge.network.kubevirt.io/${bridge}`,
      },
    },
    spec: {
      config: JSON.stringify({
        name,
        type: 'cnv-bridge',
        cniVersion: '0.3.1',
        bridge,
        ipam: {},
        ...config,
      }),
    },
  };
};

export const localnet = (
  config: Record<string, unknown> = {},
  metadata: { name?: string; namespace?: string } = {},
): KubeObject => {
  const { name = 'nad-1085', namespace: ns = 'demo' } = metadata;
  return {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name, namespace: ns },
    spec: {
      config: JSON.stringify({
        cniVersion: '0.4.0',
        name: 'vlan-1085',
        type: 'ovn-k8s-cni-overlay',
        topology: 'localnet',
        netAttachDefName: `${ns}/${name}`,
        physicalNetworkName: 'physnet',
        vlanID: 1085,
        ...config,
      }),
    },
  };
};

/** A VM with one NIC. */
export const vm = (
  options: {
    name?: string;
    networkName?: string;
    macAddress?: string;
    networkData?: string;
    nodeSelector?: unknown;
  } = {},
): KubeObject => {
  const { name = 'web-1', networkName = 'nad-1085' } = options;
  const { macAddress = '02:00:00:00:00:01', networkData } = options;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace: 'demo' },
    spec: {
      runStrategy: 'Always',
      template: {
        spec: {
          nodeSelector: options.nodeSelector,
          domain: {
            devices: { interfaces: [{ name: 'nic', bridge: {}, macAddress }] },
          },
          networks: [{ name: 'nic', multus: { networkName } }],
          volumes: [
            {
              name: 'ci',
              cloudInitNoCloud: { userData: '#cloud-config\n', networkData },
            },
          ],
        },
      },
    },
  };
};

/** `level code: message` of each finding. */
export const findings = (
  objects: KubeObject[],
  facts: Partial<Facts> = {},
  where = site,
): string[] =>
  check(objects, { cluster: 'demo', ...facts }, where).map(
    ({ level, code, message }) => `${level} ${code}: ${message}`,
  );

/** `level code` of each finding. */
export const codes: typeof findings = (...args) =>
  findings(...args).map(finding => finding.split(':')[0]);
