import {
  TestCluster,
  applySite,
  describeOnCluster,
  refs,
  signedIn,
} from '../__testUtils__/cluster';

jest.setTimeout(120_000);

describeOnCluster('kubevirt:vm:create on a cluster', () => {
  let cluster: TestCluster;
  let namespace: string;
  let runs = 0;

  beforeAll(async () => {
    cluster = await TestCluster.start();
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    runs += 1;
    namespace = await cluster.namespace(`vm-${runs}`);
  });

  const input = (more: object = {}) => ({
    name: 'web-1',
    namespace,
    cpu: 2,
    memory: '4Gi',
    blank: { size: '20Gi' },
    networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
    ...more,
  });
  const create = (more: object = {}, options: object = {}) =>
    cluster.run({ action: 'vm-create', input: input(more), ...options });
  const vm = () => cluster.get(refs.vm(namespace, 'web-1'));

  it('creates the VM as the requester, and says how to undo it', async () => {
    const { outputs, log, error } = await create();
    expect(error).toBeUndefined();
    expect(outputs.changes).toEqual([
      {
        kind: 'VirtualMachine',
        namespace,
        name: 'web-1',
        action: 'created',
      },
    ]);
    expect(outputs.nextStep).toContain(
      `kubectl delete virtualmachines.kubevirt.io web-1 -n ${namespace}`,
    );
    expect(log).toContain(
      'info: Reading cluster demo as backstage:default/mia (groups: backstage:default/platform)',
    );
    const { metadata, spec } = await vm();
    expect(spec.template.spec.networks).toEqual([
      { name: 'default', pod: {} },
      { name: 'nic-pxe1', multus: { networkName: 'nad-1085' } },
    ]);
    expect(metadata.managedFields).toMatchObject([
      { manager: 'backstage-kubevirt', operation: 'Apply' },
    ]);
  });

  it('writes nothing the second time', async () => {
    await create();
    const before = await vm();
    const { outputs, log } = await create();
    expect(outputs.changes).toMatchObject([{ action: 'unchanged' }]);
    expect(outputs.nextStep).toBe(
      'Nothing to do: cluster `demo` has these objects already.',
    );
    expect(log).toContain(
      'info: unchanged: everything is as requested already',
    );
    expect(await vm()).toEqual(before);
  });

  it('changes what the request changes, and reports the old value', async () => {
    await create();
    const { outputs } = await create({ cpu: 4 });
    expect(outputs.changes).toMatchObject([{ action: 'configured' }]);
    expect(outputs.nextStep).toMatch(
      /kubectl patch virtualmachines.kubevirt.io web-1 -n vm-\d+ --type=json -p '\[\{"op":"test","path":"\/spec\/template\/spec\/domain\/cpu\/cores","value":4\},\{"op":"replace","path":"\/spec\/template\/spec\/domain\/cpu\/cores","value":2\}\]'/,
    );
    expect((await vm()).spec.template.spec.domain.cpu.cores).toBe(4);
  });

  it('repairs drift', async () => {
    await create();
    await cluster.change(refs.vm(namespace, 'web-1'), {
      metadata: { labels: { 'app.kubernetes.io/managed-by': null } },
    });
    const { outputs } = await create();
    expect(outputs.changes).toMatchObject([{ action: 'configured' }]);
    expect((await vm()).metadata.labels).toMatchObject({
      'app.kubernetes.io/managed-by': 'backstage',
    });
  });

  it("shows KubeVirt's denial in KubeVirt's words", async () => {
    await create();
    await cluster.change(refs.vm(namespace, 'web-1'), {
      spec: { runStrategy: null, running: false },
    });
    const { error } = await create();
    expect(error).toContain(
      `VirtualMachine/${namespace}/web-1: admission webhook "virtualmachine-validator.kubevirt.io" denied the request: Running and RunStrategy are mutually exclusive`,
    );
    expect(error).toContain('nothing was written');
  });

  it('names the manager of a field and never forces', async () => {
    await create();
    await cluster.change(
      refs.vm(namespace, 'web-1'),
      { spec: { runStrategy: 'Halted' } },
      'kubectl-edit',
    );
    const before = await vm();
    const { error } = await create();
    expect(error).toContain(
      `VirtualMachine/${namespace}/web-1: .spec.runStrategy: conflict with "kubectl-edit" using kubevirt.io/v1; somebody else manages these fields and nothing is taken by force`,
    );
    expect(error).toContain('nothing was written');
    expect(await vm()).toEqual(before);
  });

  it('lists all missing rights before it writes', async () => {
    const { error } = await create(
      {},
      { context: { user: signedIn('eve', 'readers') } },
    );
    expect(error).toBe(
      `Missing rights on cluster demo as backstage:default/eve (groups: backstage:default/readers): create VirtualMachine/${namespace}/web-1 (kubevirt.io/v1); patch VirtualMachine/${namespace}/web-1 (kubevirt.io/v1). Nothing was written; ask the platform team for a role that has them, or propose the change in the GitOps repository`,
    );
    expect(await vm()).toBeUndefined();
  });

  it('does not act for a user who is not signed in', async () => {
    const { error } = await create({}, { context: { user: undefined } });
    expect(error).toContain('nobody is signed in to this task');
  });

  it('does not act as the first user when another user runs the task again', async () => {
    const { error } = await create(
      {},
      {
        context: {
          user: signedIn(),
          getInitiatorCredentials: async () => ({
            principal: { type: 'user', userEntityRef: 'user:default/mallory' },
          }),
        },
      },
    );
    expect(error).toBe(
      'This task was begun by user:default/mia and is run by user:default/mallory: direct apply acts as the person who asks. Nothing was written; begin a task of your own',
    );
    expect(await vm()).toBeUndefined();
  });

  it("acts with the user's own token, without revealing it", async () => {
    const token = cluster.controlPlane.tokens.writer;
    const { error, log, outputs } = await create(
      {},
      {
        site: applySite({ apply: { identity: 'user-token' } }),
        context: { secrets: { kubernetesToken: token } },
      },
    );
    expect(error).toBeUndefined();
    expect(JSON.stringify([log, outputs])).not.toContain(token);
    expect(JSON.stringify(await vm())).not.toContain(token);
  });

  it('acts as the service account where the configuration says so', async () => {
    const { error, log } = await create(
      {},
      { site: applySite({ apply: { identity: 'service-account' } }) },
    );
    expect(log[0]).toContain('as the service account of Backstage');
    expect(error).toContain('create VirtualMachine');
  });

  it('reports that the namespace does not exist', async () => {
    const { error } = await create({ namespace: 'nowhere' });
    expect(error).toContain(
      'VirtualMachine/nowhere/web-1: namespace "nowhere" does not exist on cluster demo',
    );
    expect(error).toContain('nothing was written');
  });

  it('reports once that the namespace is being deleted', async () => {
    await cluster.remove({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const { error } = await create();
    expect(error).toContain(`namespace "${namespace}" is being deleted`);
  });

  it('refuses an object that Argo CD manages, and says what to do', async () => {
    await create();
    await cluster.change(refs.vm(namespace, 'web-1'), {
      metadata: { annotations: { 'argocd.argoproj.io/tracking-id': 'apps:x' } },
    });
    const same = await create();
    expect(same.outputs.changes).toMatchObject([{ action: 'unchanged' }]);
    const { error } = await create({ cpu: 8 });
    expect(error).toBe(
      `VirtualMachine/${namespace}/web-1 (Argo CD): managed from a GitOps repository, which would put back what is applied directly. Nothing was written; choose the delivery "pull-request"`,
    );
  });

  it('refuses a MAC address that a VM of another namespace has', async () => {
    const networks = [
      { name: 'nic', vlanId: 1085, macAddress: '02:00:00:00:00:07' },
    ];
    const other = await cluster.namespace(`other-${runs}`);
    await create({ namespace: other, networks });
    const { error } = await create({ networks });
    expect(error).toContain(
      `which VirtualMachine/${other}/web-1 in cluster demo has`,
    );
  });

  it('writes nothing in a dry run, and reports what it would write', async () => {
    const { outputs, log } = await create({}, { context: { isDryRun: true } });
    expect(outputs.changes).toMatchObject([{ action: 'created' }]);
    expect(outputs.nextStep).toBe('Dry run: nothing was written.');
    expect(log).toContain(
      `info: Dry run by the server: VirtualMachine/${namespace}/web-1 would be created`,
    );
    expect(await vm()).toBeUndefined();
  });

  it('compares again what changed meanwhile, and continues where the result is the same', async () => {
    await create();
    const { error, outputs, log } = await create(
      { cpu: 4 },
      {
        beforeWrite: () =>
          cluster.change(refs.vm(namespace, 'web-1'), {
            metadata: { annotations: { note: 'mine' } },
          }),
      },
    );
    expect(error).toBeUndefined();
    expect(log).toContain(
      `warn: VirtualMachine/${namespace}/web-1 has changed since it was read; comparing again`,
    );
    expect(outputs.changes).toMatchObject([{ action: 'configured' }]);
    const { metadata, spec } = await vm();
    expect(metadata.annotations.note).toBe('mine');
    expect(spec.template.spec.domain.cpu.cores).toBe(4);
  });

  it('counts a write as its own when only the answer was lost', async () => {
    await create();
    const { outputs } = await create(
      { cpu: 4 },
      { beforeWrite: () => create({ cpu: 4 }) },
    );
    expect(outputs.changes).toMatchObject([{ action: 'configured' }]);
    expect(outputs.nextStep).toContain('"value":2');
  });

  it('refuses when the apply would differ from the preview', async () => {
    await create();
    const { error } = await create(
      { cpu: 4 },
      {
        beforeWrite: () =>
          cluster.change(refs.vm(namespace, 'web-1'), {
            metadata: { labels: { 'app.kubernetes.io/managed-by': null } },
          }),
      },
    );
    expect(error).toContain(
      'applying would now change something else: configured metadata.labels.app.kubernetes.io/managed-by, spec.template.spec.domain.cpu.cores, before: configured spec.template.spec.domain.cpu.cores. Run again to see it and to decide. Nothing was written',
    );
    expect((await vm()).spec.template.spec.domain.cpu.cores).toBe(2);
  });

  it('names who created the VM at the same time', async () => {
    const { error, log } = await create(
      {},
      {
        beforeWrite: () =>
          cluster.create({
            ...refs.vm(namespace, 'web-1'),
            spec: {
              runStrategy: 'Always',
              template: { spec: { domain: { devices: {} } } },
            },
          }),
      },
    );
    expect([error, log.join('\n')].join('\n')).toContain('somebody');
  });
});
