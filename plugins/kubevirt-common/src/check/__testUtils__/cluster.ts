import * as kit from 'kubevirt-vlan-test-kit';
import { Fact, Facts, LiveFacts, LiveKind } from '../../model/facts';
import { KubeObject } from '../../model/kubeObject';
import { check } from '../check';
import { site } from '../../__testUtils__/samples';

export { namespace } from 'kubevirt-vlan-test-kit';

const READ_AT = '2026-11-24T12:00:00Z';

export const CLUSTER = 'cluster demo';

export const fact = kit.readAt(READ_AT);

export const node = (name: string, labels?: Record<string, string>) =>
  kit.node({ name, labels });

export const nodeState = (
  name: string,
  interfaces?: object[],
  mappings?: object[],
) => kit.nodeState({ name, interfaces, mappings });

/** The bridge of a VLAN and its port on a node. */
export const bridgeOnNode = (id: number, mtu = 1500): object[] => [
  kit.vlanInterface(id, { mtu }),
  kit.bridgeInterface(id, { mtu }),
];

/** A cluster with one node that has no VLAN yet, read completely. */
export const live = (more: Partial<Record<LiveKind, Fact>> = {}): LiveFacts =>
  kit.liveFacts(READ_AT, {
    nodes: fact(kit.node()),
    nodeStates: fact(kit.nodeState()),
    namespaces: fact(kit.namespace('demo')),
    ...more,
  });

export const policy = (id: number, bridge: { mtu?: number } = {}): KubeObject =>
  kit.policy({
    id,
    interfaces: [
      kit.uplinkInterface(),
      kit.vlanInterface(id),
      kit.bridgeInterface(id, bridge),
    ],
  });

/** A network on a bridge, as the actions write one. */
export const network = (config: Record<string, unknown> = {}): KubeObject => {
  const { name = 'nad-1085', bridge = 'bridge-1085' } = config;
  return kit.network({
    name: String(name),
    annotations: {
      'k8s.v1.cni.cncf.io/resourceName': `bridge.network.kubevirt.io/${bridge}`,
    },
    config: {
      name,
      type: 'cnv-bridge',
      cniVersion: '0.3.1',
      bridge,
      ipam: {},
      ...config,
    },
  });
};

export const localnet = (
  config: Record<string, unknown> = {},
  metadata: { name?: string; namespace?: string } = {},
): KubeObject => {
  const { name = 'nad-1085', namespace = 'demo' } = metadata;
  return kit.network({
    name,
    namespace,
    config: {
      cniVersion: '0.4.0',
      name: 'vlan-1085',
      type: 'ovn-k8s-cni-overlay',
      topology: 'localnet',
      netAttachDefName: `${namespace}/${name}`,
      physicalNetworkName: 'physnet',
      vlanID: 1085,
      ...config,
    },
  });
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
  const { name, networkName = 'nad-1085', nodeSelector } = options;
  const { macAddress = '02:00:00:00:00:01', networkData } = options;
  return kit.vm({
    name,
    spec: {
      nodeSelector,
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
  });
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
