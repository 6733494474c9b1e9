import { mockServices } from '@backstage/backend-test-utils';
import {
  KubeObject,
  formatChange,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  Identity,
  KubernetesClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  applyPreviewed,
  previewApply,
  previewRemovals,
} from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { TestCluster, describeOnCluster, refs } from '../__testUtils__/cluster';
import { network, policy, vm } from '../__testUtils__/vlanObjects';

jest.setTimeout(120_000);

const writer = (group = 'platform'): Identity => ({
  type: 'impersonate',
  user: 'backstage:default/mia',
  groups: [`backstage:default/${group}`],
});

describeOnCluster('a direct apply that takes something away', () => {
  let cluster: TestCluster;
  let client: ClusterClient;
  let log: string[];
  let vlanId = 300;
  let namespace: string;

  const open = (identity = writer()) =>
    KubernetesClusterClient.open({
      cluster: 'demo',
      config: cluster.config(),
      identity,
      logger: mockServices.logger.mock(),
    });

  beforeAll(async () => {
    cluster = await TestCluster.start();
    await cluster.withNodes();
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    log = [];
    vlanId += 1;
    namespace = await cluster.namespace(`removal-${vlanId}`);
    client = await open();
  });
  afterEach(() => client.close());

  const absent = (): KubeObject => ({
    ...policy(vlanId),
    spec: {
      nodeSelector: { hardware: 'c7000' },
      desiredState: {
        interfaces: [
          { name: `bridge-${vlanId}`, type: 'linux-bridge', state: 'absent' },
          { name: `eno49.${vlanId}`, type: 'vlan', state: 'absent' },
        ],
      },
    },
  });
  const run = async (options: {
    writes?: KubeObject[];
    removed?: KubeObject[];
    beforeWrite?: () => Promise<unknown>;
  }) => {
    const note = (line: string) => log.push(line);
    const settings = {
      client,
      objects: options.writes ?? [],
      fieldManager: 'backstage-kubevirt',
      logger: { info: note, warn: note, debug() {} },
      waitLimitMs: 60_000,
      busyLimitMs: 60_000,
    };
    const entries = await previewApply(settings);
    const ids = (options.removed ?? []).map(objectId);
    const removals = await previewRemovals(client, ids);
    await options.beforeWrite?.();
    const result = await applyPreviewed(settings, entries, removals);
    return {
      ...result,
      changes: result.changes.map(formatChange),
      message: result.failure?.message,
    };
  };
  const attach = async () =>
    run({ writes: [policy(vlanId), network(namespace, vlanId)] });
  const interfacesOn = async (node: string): Promise<string[]> => {
    const state = await cluster.get({
      apiVersion: 'nmstate.io/v1beta1',
      kind: 'NodeNetworkState',
      metadata: { name: node },
    });
    return state.status.currentState.interfaces.map(
      ({ name }: { name: string }) => name,
    );
  };
  const networkId = () =>
    `NetworkAttachmentDefinition/${namespace}/nad-${vlanId}`;
  const policyId = () =>
    `NodeNetworkConfigurationPolicy/vlan-${vlanId}-policy-c7000`;

  it('deletes the network, takes the bridge off the nodes, then deletes the policy', async () => {
    await attach();
    expect(await interfacesOn('worker-1')).toContain(`bridge-${vlanId}`);
    const first = await run({
      writes: [absent()],
      removed: [network(namespace, vlanId)],
    });
    expect(first.message).toBeUndefined();
    expect(first.changes).toEqual([
      `${policyId()}: configured`,
      `${networkId()}: deleted`,
    ]);
    const removed = log.indexOf(`Removed ${networkId()}`);
    const written = log.lastIndexOf(`Applied ${policyId()}`);
    expect(removed).toBeGreaterThan(-1);
    expect(written).toBeGreaterThan(removed);
    expect(await interfacesOn('worker-1')).not.toContain(`bridge-${vlanId}`);

    const second = await run({ removed: [policy(vlanId)] });
    expect(second.changes).toEqual([`${policyId()}: deleted`]);
    expect(
      await cluster.get(refs.policy(`vlan-${vlanId}-policy-c7000`)),
    ).toBeUndefined();
  });

  it('deletes nothing in a dry run, and nothing the second time', async () => {
    await attach();
    const gone = network(namespace, vlanId);
    await previewRemovals(client, [objectId(gone)]);
    expect(await cluster.get(gone)).toBeDefined();
    expect((await run({ removed: [gone] })).changes).toEqual([
      `${networkId()}: deleted`,
    ]);
    expect((await run({ removed: [gone] })).changes).toEqual([
      `${networkId()}: unchanged`,
    ]);
  });

  it('follows a change that does not matter, and leaves alone what somebody changed', async () => {
    await attach();
    const gone = network(namespace, vlanId);
    const change = (metadata: object) => () =>
      cluster.change(refs.network(namespace, `nad-${vlanId}`), { metadata });
    const changed = await run({
      removed: [gone],
      beforeWrite: change({ labels: { by: 'hand' } }),
    });
    expect(changed.message).toContain(
      `${networkId()} was changed by somebody else (metadata.labels.by) since it was compared, and is not removed`,
    );
    expect(await cluster.get(gone)).toBeDefined();
    const followed = await run({
      removed: [gone],
      beforeWrite: change({ finalizers: [] }),
    });
    expect(followed.changes).toEqual([`${networkId()}: deleted`]);
  });

  it('deletes no other object of the same name', async () => {
    await attach();
    const gone = network(namespace, vlanId);
    const { message } = await run({
      removed: [gone],
      beforeWrite: async () => {
        await cluster.remove(gone);
        await cluster.create(gone);
      },
    });
    expect(message).toContain(`${networkId()} was made anew`);
    expect(await cluster.get(gone)).toBeDefined();
  });

  it('needs the right to delete before anything is written', async () => {
    await attach();
    await client.close();
    client = await open(writer('nobody'));
    await expect(
      previewRemovals(client, [objectId(network(namespace, vlanId))]),
    ).rejects.toThrow(
      /Missing rights on cluster demo as .*Nothing was written/,
    );
  });

  it('leaves a manifest in the log that brings a VM back', async () => {
    const web = vm(namespace, 'web-1', vlanId);
    await cluster.create(web);
    await run({ removed: [web] });
    expect(await cluster.get(web)).toBeUndefined();
    const text = log.find(line => line.startsWith('To bring it back'))!;
    expect(text).toContain('kubectl apply -f -');
    expect(text).toContain('name: web-1');
    expect(text).not.toMatch(/uid:|resourceVersion:|managedFields:/);
  });
});
