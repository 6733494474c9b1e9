import { NodeSimulator } from '../../control-plane/nodeSimulator/NodeSimulator';
import {
  TestCluster,
  applySite,
  describeOnCluster,
  refs,
  signedIn,
} from '../__testUtils__/cluster';

jest.setTimeout(120_000);

describeOnCluster('openshift:vlan:attach on a cluster', () => {
  let cluster: TestCluster;
  let nodes: NodeSimulator;
  let vlanId = 100;
  let namespace: string;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    nodes = await cluster.withNodes();
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    vlanId += 1;
    namespace = await cluster.namespace(`vlan-${vlanId}`);
  });

  const attach = (more: object = {}, options: object = {}) =>
    cluster.run({
      action: 'vlan-attach',
      input: { vlanId, nodePool: 'c7000', namespace, ...more },
      ...options,
    });
  const policyName = () => `vlan-${vlanId}-policy-c7000`;
  const policy = () => cluster.get(refs.policy(policyName()));
  const network = () => cluster.get(refs.network(namespace, `nad-${vlanId}`));

  it('attaches the VLAN to every node of the pool, then creates the network', async () => {
    const { error, outputs, log } = await attach();
    expect(error).toBeUndefined();
    expect(outputs.changes).toEqual([
      {
        kind: 'NodeNetworkConfigurationPolicy',
        name: policyName(),
        action: 'created',
      },
      {
        kind: 'NetworkAttachmentDefinition',
        namespace,
        name: `nad-${vlanId}`,
        action: 'created',
      },
    ]);
    expect(outputs.nextStep).toContain(
      `Policy \`${policyName()}\` is configured on 3 of 3 ready nodes.`,
    );
    expect(log).toEqual(
      expect.arrayContaining(
        [1, 2, 3].map(i =>
          expect.stringMatching(`^info: Node worker-${i}: configured`),
        ),
      ),
    );
    expect((await policy()).spec.nodeSelector).toEqual({ hardware: 'c7000' });
    expect(JSON.parse((await network()).spec.config).bridge).toBe(
      `bridge-${vlanId}`,
    );
  });

  it('produces exactly the seed case', async () => {
    const { error } = await attach({ vlanId: 1085 });
    expect(error).toBeUndefined();
    const { spec } = await cluster.get(refs.policy('vlan-1085-policy-c7000'));
    expect(spec.desiredState.interfaces).toEqual([
      { name: 'eno49', type: 'ethernet', state: 'up' },
      {
        name: 'eno49.1085',
        type: 'vlan',
        state: 'up',
        description: 'VLAN using eno49',
        vlan: { 'base-iface': 'eno49', id: 1085 },
      },
      {
        name: 'bridge-1085',
        type: 'linux-bridge',
        state: 'up',
        description: 'Linux bridge with eno49.1085 as a port',
        ipv4: { enabled: false },
        bridge: {
          options: { stp: { enabled: false } },
          port: [{ name: 'eno49.1085' }],
        },
      },
    ]);
  });

  it('writes nothing the second time', async () => {
    await attach();
    // Every apply of a policy changes its time stamp; its status is not ours.
    const written = async () => {
      const { metadata, spec } = await policy();
      const { generation, annotations } = metadata;
      return [generation, annotations, spec, await network()];
    };
    const before = await written();
    expect(JSON.stringify(before[1])).toContain('webhook-mutating-timestamp');
    const { outputs } = await attach();
    expect(outputs.changes).toMatchObject([
      { action: 'unchanged' },
      { action: 'unchanged' },
    ]);
    expect(await written()).toEqual(before);
  });

  it('writes only the network for a second namespace', async () => {
    await attach();
    const other = await cluster.namespace(`vlan-${vlanId}-b`);
    const { outputs } = await attach({ namespace: other });
    expect(outputs.changes).toMatchObject([
      { action: 'unchanged' },
      { action: 'created' },
    ]);
  });

  it('waits for a change of the policy too, even while its conditions are old', async () => {
    await attach();
    nodes.script(policyName(), { staleMs: 300 });
    const { error, outputs, log } = await attach({ mtu: 9000 });
    expect(error).toBeUndefined();
    expect(outputs.changes).toMatchObject([
      { action: 'configured' },
      { action: 'configured' },
    ]);
    expect(
      log.filter(line => line.includes('Node worker-1: configured')),
    ).toHaveLength(1);
  });

  it("says which node failed, in nmstate's words, and how to undo what was written", async () => {
    nodes.script(policyName(), {
      fail: {
        'worker-2':
          'NmstateError: InvalidArgument: Interface eno49 is not found',
      },
    });
    const { error, log } = await attach();
    expect(error).toContain(
      `NodeNetworkConfigurationPolicy/${policyName()} failed on`,
    );
    expect(error).toContain(
      'worker-2: failed, NmstateError: InvalidArgument: Interface eno49 is not found',
    );
    expect(error).toContain(
      `Written to cluster demo: NodeNetworkConfigurationPolicy/${policyName()}. Not written: NetworkAttachmentDefinition/${namespace}/nad-${vlanId}`,
    );
    expect(log).toContainEqual(
      `info: To undo on cluster demo: kubectl delete nodenetworkconfigurationpolicies.nmstate.io ${policyName()}`,
    );
    expect(await network()).toBeUndefined();
  });

  it('refuses a pool that no node belongs to', async () => {
    const site = applySite({
      clusters: {
        demo: {
          nodePools: {
            c7000: { nodeSelector: { hardware: 'none' }, uplink: 'eno49' },
          },
        },
      },
    });
    const { error } = await attach({}, { site });
    expect(error).toContain('found hardware: "none", which no node has');
    expect(await network()).toBeUndefined();
  });

  it('counts the nodes that are not ready', async () => {
    await nodes.setReady('worker-3', false);
    const { error, outputs } = await attach();
    await nodes.setReady('worker-3', true);
    expect(error).toBeUndefined();
    expect(outputs.nextStep).toContain(
      'is configured on 2 of 2 ready nodes; 1 more match and are not ready',
    );
  });

  it('fails when a node goes down during its configuration', async () => {
    nodes.script(policyName(), { hang: ['worker-1'] });
    const site = applySite();
    site.apply.waitMinutes = 0.05;
    const running = attach(
      {},
      {
        site,
        onLog: (line: string) =>
          line.startsWith('Node worker-1: progressing') &&
          nodes.setReady('worker-1', false),
      },
    );
    const { error } = await running;
    await nodes.setReady('worker-1', true);
    expect(error).toContain('worker-1: progressing');
    expect(await network()).toBeUndefined();
  });

  it('ignores the enactments of a deleted policy of the same name', async () => {
    await attach();
    await cluster.remove(refs.policy(policyName()));
    nodes.script(policyName(), { hang: ['worker-1'] });
    const site = applySite();
    site.apply.waitMinutes = 0.05;
    const { error } = await attach({}, { site });
    expect(error).toContain('is not configured after 0.05 minutes');
  });

  it('refuses to share a policy whose nodeSelector was narrowed', async () => {
    await attach();
    await cluster.change(refs.policy(policyName()), {
      spec: { nodeSelector: { zone: 'a' } },
    });
    const { error } = await attach();
    expect(error).toContain(
      'spec.nodeSelector: found zone: a of another manager, which would take nodes of the pool away',
    );
  });

  it('reports after the time-out which nodes are not configured', async () => {
    nodes.script(policyName(), { hang: ['worker-2'] });
    const site = applySite();
    site.apply.waitMinutes = 0.02;
    const { error } = await attach({}, { site });
    expect(error).toContain(
      'is not configured after 0.02 minutes (kubevirt.apply.waitMinutes)',
    );
    expect(error).toContain('worker-2: progressing');
    expect(error).toContain('To look: kubectl get');
  });

  it('waits for a policy that is still in progress, then changes it', async () => {
    nodes.script(policyName(), { delayMs: 1000 });
    const first = attach();
    await until(async () => (await policy()) !== undefined);
    nodes.script(policyName(), {});
    const second = await attach({ mtu: 9000 });
    expect((await first).error).toBeUndefined();
    expect(second.log.join('\n')).toContain(
      'its last change is still under way on the nodes; asking again in',
    );
    // The first run has created the network meanwhile, which the second saw missing in its preview.
    expect(second.error).toContain(
      'would now change something else: configured spec.config, before: created',
    );
    expect((await attach({ mtu: 9000 })).error).toBeUndefined();
    expect((await network()).spec.config).toContain('9000');
  });

  it('reports that the policy was deleted meanwhile', async () => {
    nodes.script(policyName(), { hang: ['worker-1'] });
    const running = attach();
    await until(async () => (await policy()) !== undefined);
    await cluster.remove(refs.policy(policyName()));
    expect((await running).error).toContain(
      'was deleted while its nodes were being configured',
    );
  });

  it('attaches an existing bridge for a user who may write only networks', async () => {
    await attach();
    const other = await cluster.namespace(`shop-${vlanId}`);
    const name = `networks-alone-${vlanId}`;
    await cluster.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: [
        { apiGroups: ['k8s.cni.cncf.io'], resources: ['*'], verbs: ['*'] },
        {
          apiGroups: ['nmstate.io'],
          resources: ['nodenetworkconfigurationpolicies'],
          verbs: ['get', 'list'],
        },
      ],
    });
    await cluster.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name,
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'backstage:default/nan',
        },
      ],
    });
    const context = { user: signedIn('nan', 'nobody') };
    const { error, outputs, log } = await attach(
      { namespace: other },
      { context },
    );
    expect(error).toBeUndefined();
    expect(outputs.changes).toMatchObject([
      { kind: 'NodeNetworkConfigurationPolicy', action: 'unchanged' },
      { kind: 'NetworkAttachmentDefinition', action: 'created' },
    ]);
    expect(log.join('\n')).toContain(
      'stands as planned; it is not for backstage:default/nan',
    );
    // They still may not write a policy that differs from the existing one.
    const changed = await attach({ namespace: other, mtu: 1400 }, { context });
    expect(changed.error).toContain('Missing rights on cluster demo');
  });

  it("counts the nodes with an enactment where nodes can't be listed", async () => {
    await cluster.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: `no-nodes-${vlanId}` },
      rules: [
        {
          apiGroups: ['nmstate.io', 'k8s.cni.cncf.io'],
          resources: ['*'],
          verbs: ['*'],
        },
      ],
    });
    await cluster.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: `no-nodes-${vlanId}` },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: `no-nodes-${vlanId}`,
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'backstage:default/ada',
        },
      ],
    });
    const { error, outputs, log } = await attach(
      {},
      { context: { user: signedIn('ada', 'others') } },
    );
    expect(error).toBeUndefined();
    expect(log.join('\n')).toContain('Only the nodes that report are counted');
    expect(outputs.nextStep).toContain('is configured on 3 of 3 ready nodes.');
  });

  it("runs on nodes that accept only what nmstate's parser accepts", async () => {
    // Our checks refuse such a policy, so the test writes it without the action.
    const name = `broken-${vlanId}`;
    await cluster.create({
      ...refs.policy(name),
      spec: {
        nodeSelector: { hardware: 'c7000' },
        desiredState: {
          interfaces: [
            {
              name: 'eno49.7',
              type: 'vlan',
              vlan: { id: 70000, 'base-iface': 'eno49' },
            },
          ],
        },
      },
    });
    const enactment = async () =>
      JSON.stringify(
        await cluster.get({
          apiVersion: 'nmstate.io/v1beta1',
          kind: 'NodeNetworkConfigurationEnactment',
          metadata: { name: `worker-1.${name}` },
        }),
      ) ?? '';
    await until(async () => (await enactment()).includes('FailedToConfigure'));
    expect(await enactment()).toContain('out of range integral type');
  });

  describe('cancelled', () => {
    it.each([
      ['while it reads', /^Reading cluster/],
      ['after the preview', /NetworkAttachmentDefinition.* would be created/],
      ['after the policy was written', /^Applied NodeNetwork/],
      ['while it waits', /^Node worker-1: progressing/],
      ['after the wait', /^Node worker-3: configured/],
    ])(
      '%s, it stops there, says what it wrote, and goes on when run again',
      async (_when, line) => {
        const task = new AbortController();
        const { error, log } = await attach(
          {},
          {
            context: { signal: task.signal },
            onLog: (text: string) => line.test(text) && task.abort(),
          },
        );
        expect(error).toBeDefined();
        const wrote = (await policy()) !== undefined;
        const says = [error, ...log].join('\n');
        expect(says.includes('Written to cluster demo: NodeNetwork')).toBe(
          wrote,
        );
        const again = await attach();
        expect(again.error).toBeUndefined();
        expect(await network()).toBeDefined();
      },
    );
  });

  it('names what to install where a kind does not exist', async () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'network-attachment-definitions.k8s.cni.cncf.io' },
    };
    await cluster.remove(definition);
    await until(async () => (await cluster.get(definition)) === undefined);
    const { error } = await untilResult(
      () => attach(),
      ({ error: text = '' }) => text.includes('does not serve'),
    );
    expect(error).toBe(
      'Cluster demo: the cluster does not serve NetworkAttachmentDefinition (k8s.cni.cncf.io/v1); install Multus on it. Nothing was written',
    );
    expect(await policy()).toBeUndefined();
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise(done => setTimeout(done, 20));
  }
}

/** The API server takes a moment to forget a kind. */
async function untilResult<T>(
  run: () => Promise<T>,
  isRight: (result: T) => boolean,
): Promise<T> {
  for (;;) {
    const result = await run();
    if (isRight(result)) {
      return result;
    }
    await new Promise(done => setTimeout(done, 100));
  }
}
