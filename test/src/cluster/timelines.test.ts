import { NodeSimulator } from '../../control-plane/nodeSimulator/NodeSimulator';
import { Outcome } from '../../control-plane/nodeSimulator/outcomes';
import {
  TestCluster,
  applySite,
  describeOnCluster,
  refs,
  signedIn,
} from '../__testUtils__/cluster';

jest.setTimeout(120_000);

/** What the nodes do, and what the user must read about it. */
interface Timeline {
  /** How the previous generation ended; absent: there is none. */
  before?: Outcome;
  /** Absent: everything goes well. */
  outcome?: Outcome;
  maxUnavailable?: number | string;
  notReady?: string[];
  /** Nodes that do not belong to the pool before the run. */
  unlabelled?: string[];
  /** The request asks for the existing policy unchanged. */
  same?: boolean;
  /** The person may not list nodes. */
  blind?: boolean;
  /** The run does not end by itself. */
  endless?: true;
  /** What ends it: absent for success, else what the error says. */
  error?: string | RegExp;
  /** With success: how many nodes of how many ready ones. */
  nodes?: string;
}

const ALL = ['worker-1', 'worker-2', 'worker-3'];
const NO_NIC = 'NmstateError: InvalidArgument: Interface eno49 is not found';
const failing = (...names: string[]) => ({
  fail: Object.fromEntries(names.map(name => [name, NO_NIC])),
});
/** Long enough for a run to end on any machine, and short enough to wait for. */
const SHORT_MINUTES = 0.05;
const LONG_MINUTES = 5;
const NOT_IN_TIME = /is not configured after 0.05 minutes/;
const NO_MATCH = /matches no node that nmstate can configure/;

const TIMELINES: Record<string, Timeline> = {
  'all nodes at once': { maxUnavailable: 3, nodes: '3 of 3' },
  'one node after the other': { maxUnavailable: 1, nodes: '3 of 3' },
  'two at a time': { maxUnavailable: 2, nodes: '3 of 3' },
  'a tenth at a time': { maxUnavailable: '10%', nodes: '3 of 3' },
  'half at a time': { maxUnavailable: '50%', nodes: '3 of 3' },
  'all by percentage': { maxUnavailable: '100%', nodes: '3 of 3' },
  'slow nodes': { outcome: { delayMs: 150 }, nodes: '3 of 3' },
  'a node that succeeds at its second try': {
    outcome: { failFirst: { 'worker-1': 1 } },
    nodes: '3 of 3',
  },
  'a node that succeeds at its last try': {
    outcome: { failFirst: { 'worker-3': 4 } },
    nodes: '3 of 3',
  },
  'all nodes that need a second try': {
    outcome: { failFirst: { 'worker-1': 1, 'worker-2': 2, 'worker-3': 3 } },
    maxUnavailable: 3,
    nodes: '3 of 3',
  },
  'the first node fails, the others are stopped': {
    outcome: failing('worker-1'),
    error:
      /failed on \d of 3 nodes, 0 are configured.*worker-1: failed, NmstateError: InvalidArgument: Interface eno49 is not found/,
  },
  'the second node fails': {
    outcome: failing('worker-2'),
    error: /worker-2: failed, NmstateError/,
  },
  'the last node fails': {
    outcome: failing('worker-3'),
    error: /failed on 1 of 3 nodes, 2 are configured.*worker-3: failed/,
  },
  'one fails while the others go on': {
    outcome: failing('worker-2'),
    maxUnavailable: 3,
    error: /worker-2: failed/,
  },
  'two fail': {
    outcome: failing('worker-1', 'worker-3'),
    maxUnavailable: 3,
    error: /: failed, NmstateError/,
  },
  'all fail': {
    outcome: failing(...ALL),
    maxUnavailable: '100%',
    error: /0 are configured/,
  },
  'a failure that takes long': {
    outcome: { ...failing('worker-1'), delayMs: 60 },
    error: /worker-1: failed/,
  },
  'a node that never ends': {
    outcome: { hang: ['worker-1'] },
    endless: true,
    error: NOT_IN_TIME,
  },
  'a node that never ends, while the others do': {
    outcome: { hang: ['worker-2'] },
    maxUnavailable: 3,
    endless: true,
    error: /2 of 3 nodes are. Still open: worker-2: progressing/,
  },
  'nodes that wait for one that never ends': {
    outcome: { hang: ['worker-1'] },
    maxUnavailable: 1,
    endless: true,
    error: /worker-1: progressing; worker-2: waiting; worker-3: waiting/,
  },
  'a node that is not ready': { notReady: ['worker-2'], nodes: '2 of 2' },
  'one node that is ready': {
    notReady: ['worker-1', 'worker-2'],
    nodes: '1 of 1',
  },
  'no node that is ready': {
    notReady: ALL,
    endless: true,
    error: /Still open: worker-1: ignored, the node is not Ready/,
  },
  'a node that is not ready, and one that fails': {
    notReady: ['worker-2'],
    outcome: failing('worker-1'),
    error: /worker-1: failed/,
  },
  // Refused before the policy is written.
  'no node with the label': { unlabelled: ALL, error: /which no node has/ },
  'one node with the label': {
    unlabelled: ['worker-1', 'worker-2'],
    nodes: '1 of 1',
  },
  'labels, but no handler of nmstate': {
    outcome: { noHandler: ALL },
    error: NO_MATCH,
  },
  'labels, but no handler, as it was said until 0.85': {
    outcome: { noHandler: ALL, olderVersion: true },
    error: NO_MATCH,
  },
  'one node without a handler': {
    outcome: { noHandler: ['worker-3'] },
    endless: true,
    error: /2 of 3 nodes are. Still open: worker-3: waiting/,
  },
  'a change that goes well': { before: {}, nodes: '3 of 3' },
  'a change that is slow': {
    before: {},
    outcome: { delayMs: 100 },
    nodes: '3 of 3',
  },
  'a change, while the policy is still Available from before': {
    before: {},
    outcome: { staleMs: 200 },
    nodes: '3 of 3',
  },
  'a change that fails, while the policy is still Available from before': {
    before: {},
    outcome: { staleMs: 200, ...failing('worker-1') },
    error: /worker-1: failed/,
  },
  'a change that hangs, while the policy is still Available from before': {
    before: {},
    outcome: { staleMs: 60_000, hang: ALL },
    endless: true,
    error: NOT_IN_TIME,
  },
  'a change, while the enactments have the old conditions': {
    before: {},
    outcome: { staleEnactmentMs: 200 },
    nodes: '3 of 3',
  },
  'a change that fails, while the enactments have the old conditions': {
    before: {},
    outcome: { staleEnactmentMs: 200, ...failing('worker-2') },
    error: /worker-2: failed/,
  },
  'a change after a failure': { before: failing('worker-1'), nodes: '3 of 3' },
  'a change after a failure that is still shown': {
    before: failing('worker-1'),
    outcome: { staleMs: 200, staleEnactmentMs: 200 },
    nodes: '3 of 3',
  },
  'a change that fails as the last one': {
    before: failing('worker-1'),
    outcome: failing('worker-1'),
    error: /worker-1: failed/,
  },
  'a change of what matched no node, which is still shown': {
    before: { noHandler: ALL },
    outcome: { staleMs: 200 },
    nodes: '3 of 3',
  },
  'a change of what matched no node, as it was said until 0.85': {
    before: { noHandler: ALL, olderVersion: true },
    outcome: { staleMs: 200 },
    nodes: '3 of 3',
  },
  'the same again, configured': { before: {}, same: true, nodes: '3 of 3' },
  'the same again, failed': {
    before: failing('worker-2'),
    same: true,
    error: /worker-2: failed/,
  },
  'the same again, not ended': {
    before: { hang: ['worker-1'] },
    same: true,
    endless: true,
    error: NOT_IN_TIME,
  },
  'the same again, without nodes': {
    before: { noHandler: ALL },
    same: true,
    error: NO_MATCH,
  },
  'nodes that can’t be listed': { blind: true, nodes: '3 of 3' },
  'nodes that can’t be listed, one fails': {
    blind: true,
    outcome: failing('worker-3'),
    error: /worker-3: failed/,
  },
  'nodes that can’t be listed, one never ends': {
    blind: true,
    outcome: { hang: ['worker-2'] },
    endless: true,
    error: NOT_IN_TIME,
  },
  'nodes that can’t be listed, none matches': {
    blind: true,
    outcome: { noHandler: ALL },
    error: NO_MATCH,
  },
  'nodes that can’t be listed, none matches, as it was said until 0.85': {
    blind: true,
    outcome: { noHandler: ALL, olderVersion: true },
    error: NO_MATCH,
  },
  'nodes that can’t be listed, the policy is Available from before': {
    blind: true,
    before: {},
    outcome: { staleMs: 200 },
    nodes: '3 of 3',
  },
};

const rbac = 'rbac.authorization.k8s.io';
const role = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'blind' },
  rules: [
    {
      apiGroups: ['nmstate.io', 'k8s.cni.cncf.io'],
      resources: ['*'],
      verbs: ['*'],
    },
  ],
};
const binding = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'blind' },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'blind' },
  subjects: [
    { apiGroup: rbac, kind: 'Group', name: 'backstage:default/blind' },
  ],
};

describeOnCluster('the wait for the nodes', () => {
  let cluster: TestCluster;
  let nodes: NodeSimulator;
  let vlanId = 200;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    nodes = await cluster.withNodes();
    await cluster.namespace('demo');
    await cluster.create(role);
    await cluster.create(binding);
  });
  afterAll(() => cluster?.stop());

  const site = ({ maxUnavailable = 1, endless }: Timeline) => {
    const settings = applySite({
      clusters: {
        demo: {
          nodePools: {
            c7000: {
              nodeSelector: { hardware: 'c7000' },
              uplink: 'eno49',
              maxUnavailable,
            },
          },
        },
      },
    });
    settings.apply.waitMinutes = endless ? SHORT_MINUTES : LONG_MINUTES;
    return settings;
  };

  it('covers at least 40 timelines', () => {
    expect(Object.keys(TIMELINES).length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(TIMELINES))('%s', async (_name, timeline) => {
    vlanId += 1;
    const policy = `vlan-${vlanId}-policy-c7000`;
    const attach = (more: object, context: Record<string, unknown> = {}) =>
      cluster.run({
        action: 'vlan-attach',
        input: { vlanId, nodePool: 'c7000', namespace: 'demo', ...more },
        site: site(timeline),
        context,
      });
    const { before, outcome = {}, notReady = [], unlabelled = [] } = timeline;
    if (before) {
      nodes.script(policy, before);
      await attach({ mtu: timeline.same ? undefined : 1400 });
    }
    nodes.script(policy, outcome);
    for (const name of notReady) {
      await nodes.setReady(name, false);
    }
    for (const name of unlabelled) {
      await nodes.setLabels(name, {});
    }
    try {
      const { error, outputs } = await attach(
        {},
        timeline.blind ? { user: signedIn('ada', 'blind') } : {},
      );
      const network = await cluster.get(refs.network('demo', `nad-${vlanId}`));
      // The network of the previous run stays, where that run created one.
      const wasMade = before !== undefined && Object.keys(before).length === 0;
      expect(error ?? 'green').toMatch(timeline.error ?? /^green$/);
      expect(network !== undefined).toBe(!timeline.error || wasMade);
      expect(outputs.nextStep ?? '').toContain(
        timeline.nodes ? `is configured on ${timeline.nodes} ready nodes` : '',
      );
    } finally {
      for (const name of notReady) {
        await nodes.setReady(name, true);
      }
      for (const name of unlabelled) {
        await nodes.setLabels(name, { hardware: 'c7000' });
      }
    }
  });
});
