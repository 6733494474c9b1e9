import {
  NodeSample,
  bridgeInterface,
  demoSite,
  liveFacts,
  node,
  nodeState,
  policy,
  readAt,
  uplinkInterface,
  vlanInterface,
} from 'kubevirt-vlan-test-kit';
import { parseSite } from '../../../model/site';
import { Facts, LiveKind } from '../../../model/facts';
import { Finding } from '../../finding';
import { KubeObject } from '../../../model/kubeObject';
import { checkPolicyOnNodes } from '..';

export { nodeState as stateOf } from 'kubevirt-vlan-test-kit';
export type { NodeSample } from 'kubevirt-vlan-test-kit';

export const NOW = '2026-11-24T09:01:00Z';

export const nic = uplinkInterface();
export const vlan = (more = {}) => vlanInterface(1085, more);
export const bridge = (more = {}) => bridgeInterface(1085, more);

/** A policy with this desired state. */
export const policyOf = (
  desiredState: unknown = { interfaces: [nic, vlan(), bridge()] },
  spec: object = {},
): KubeObject => policy({ spec: { desiredState, ...spec } });

/** A node of the pool, with further labels. */
export const nodeOf = (sample: NodeSample = {}): KubeObject =>
  node({ ...sample, labels: { hardware: 'c7000', ...sample.labels } });

/** What the cluster has, read completely. */
export const factsOf = (
  samples: NodeSample[] = [{}],
  policies: KubeObject[] = [],
): Facts => {
  const read = readAt(NOW);
  return {
    cluster: 'demo',
    now: NOW,
    live: liveFacts(NOW, {
      nodes: read(...samples.map(nodeOf)),
      nodeStates: read(...samples.map(nodeState)),
      policies: read(...policies),
    }),
  };
};

/** The findings of the checks on nodes alone. */
export function findingsOn(
  object: KubeObject,
  facts: Facts,
  options: {
    uplink?: string;
    sharedUplink?: boolean;
    /** Collects the facts that were needed and missing. */
    missed?: string[];
  } = {},
): Finding[] {
  const { uplink = 'eno49', sharedUplink, missed = [] } = options;
  const site = parseSite({ deliveries: ['render'], ...demoSite() });
  // Not through the schema: the tests are about how the pool is read.
  Object.assign(site.clusters.demo.nodePools.c7000, { uplink, sharedUplink });
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
    object,
    removals: [],
    manifests: [object],
    facts,
    site,
    report: finding => findings.push({ ...finding, object: 'policy' }),
    need,
  });
  return findings;
}

/** `level code field: message` of each finding. */
export const lines = (findings: Finding[]): string[] =>
  findings.map(
    ({ level, code, field, message }) =>
      `${level} ${code} ${field.replace('spec.desiredState.', '')}: ${message}`,
  );
/** `level code field` of each finding. */
export const codes = (findings: Finding[]): string[] =>
  findings.map(
    ({ level, code, field }) =>
      `${level} ${code} ${field.replace('spec.desiredState.', '')}`,
  );
