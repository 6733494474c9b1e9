import { parseSite } from '../../../model/site';
import { Facts, LiveKind } from '../../../model/facts';
import { Finding } from '../../finding';
import { KubeObject } from '../../../model/kubeObject';
import { checkPolicyOnNodes } from '..';

export const NOW = '2026-11-24T09:01:00Z';

type Interface = Record<string, unknown>;

/** A node of the pool, and its network: eno1 is its own, eno49 the trunk. */
export interface NodeSample {
  name?: string;
  labels?: Record<string, string>;
  address?: string;
  isReady?: boolean;
  /** Beside the node's own and the trunk. */
  interfaces?: Interface[];
  eno1?: Interface;
  /** Undefined for the default, null for none. */
  eno49?: Interface | null;
  updatedAt?: string;
  mappings?: Interface[];
}

export const nodeOf = ({
  name = 'worker-1',
  labels = {},
  address = '10.0.0.1',
  isReady = true,
}: NodeSample = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { hardware: 'c7000', ...labels } },
  status: {
    addresses: [{ type: 'InternalIP', address }],
    conditions: [{ type: 'Ready', status: isReady ? 'True' : 'Unknown' }],
  },
});

export const stateOf = ({
  name = 'worker-1',
  address = '10.0.0.1',
  interfaces = [],
  eno1 = {},
  eno49 = {},
  updatedAt = '2026-11-24T09:00:00Z',
  mappings = [],
}: NodeSample = {}): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkState',
  metadata: { name },
  status: {
    lastSuccessfulUpdateTime: updatedAt,
    currentState: {
      interfaces: [
        {
          name: 'eno1',
          type: 'ethernet',
          state: 'up',
          mtu: 1500,
          'mac-address': '48:DF:37:00:00:01',
          ipv4: { enabled: true, address: [{ ip: address }] },
          ...eno1,
        },
        ...(eno49 === null
          ? []
          : [
              {
                name: 'eno49',
                type: 'ethernet',
                state: 'up',
                mtu: 9000,
                'mac-address': '48:DF:37:00:00:49',
                ...eno49,
              },
            ]),
        ...interfaces,
      ],
      routes: {
        running: [{ destination: '0.0.0.0/0', 'next-hop-interface': 'eno1' }],
      },
      ovn: { 'bridge-mappings': mappings },
    },
  },
});

export const vlan = (more: Interface = {}): Interface => ({
  name: 'eno49.1085',
  type: 'vlan',
  state: 'up',
  vlan: { 'base-iface': 'eno49', id: 1085 },
  ...more,
});
export const bridge = (more: Interface = {}): Interface => ({
  name: 'bridge-1085',
  type: 'linux-bridge',
  state: 'up',
  bridge: { port: [{ name: 'eno49.1085' }] },
  ...more,
});
export const nic: Interface = { name: 'eno49', type: 'ethernet', state: 'up' };

export const policyOf = (
  desiredState: unknown = { interfaces: [nic, vlan(), bridge()] },
  spec: Interface = {},
): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'vlan-1085-policy-c7000' },
  spec: {
    nodeSelector: { hardware: 'c7000' },
    maxUnavailable: 1,
    desiredState,
    ...spec,
  },
});

/** What the cluster says, where all of it was read. */
export const factsOf = (
  samples: NodeSample[] = [{}],
  policies: KubeObject[] = [],
): Facts => {
  const read = (objects: KubeObject[]) => ({
    known: true as const,
    objects,
    source: 'cluster demo',
    readAt: NOW,
  });
  return {
    cluster: 'demo',
    now: NOW,
    live: {
      nodes: read(samples.map(nodeOf)),
      nodeStates: read(samples.map(stateOf)),
      policies: read(policies),
      networks: read([]),
      vms: read([]),
      namespaces: read([]),
    },
  };
};

/** The findings on a policy, alone and by the code under test. */
export function findingsOn(
  policy: KubeObject,
  facts: Facts,
  options: {
    uplink?: string;
    sharedUplink?: boolean;
    /** Gets what was asked for and is missing. */
    missed?: string[];
  } = {},
): Finding[] {
  const { uplink = 'eno49', sharedUplink, missed = [] } = options;
  const nodePool = { nodeSelector: { hardware: 'c7000' }, uplink };
  const site = parseSite({
    deliveries: ['render'],
    clusters: { demo: { nodePools: { c7000: nodePool } } },
  });
  // Not through the schema: what is tested is how the pool is read.
  Object.assign(site.clusters.demo.nodePools.c7000, { sharedUplink });
  const findings: Finding[] = [];
  const need = (kind: LiveKind, what: string) => {
    const fact = facts.live?.[kind];
    if (fact?.known) {
      return fact;
    }
    missed.push(`${kind}: ${what}`);
    return undefined;
  };
  checkPolicyOnNodes({
    object: policy,
    removals: [],
    manifests: [policy],
    facts,
    site,
    report: finding => findings.push({ ...finding, object: 'policy' }),
    need,
  });
  return findings;
}

/** `level code field: message`, for tests to compare. */
export const lines = (findings: Finding[]): string[] =>
  findings.map(
    ({ level, code, field, message }) =>
      `${level} ${code} ${field.replace('spec.desiredState.', '')}: ${message}`,
  );
/** `level code field`. */
export const codes = (findings: Finding[]): string[] =>
  findings.map(
    ({ level, code, field }) =>
      `${level} ${code} ${field.replace('spec.desiredState.', '')}`,
  );
