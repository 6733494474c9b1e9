import { mockServices } from '@backstage/backend-test-utils';
import {
  ApiError,
  ClusterClient,
  Identity,
  KubernetesClusterClient,
  follow,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { TestCluster, describeOnCluster, refs } from '../__testUtils__/cluster';
import {
  Fault,
  FaultProxy,
  startFaultProxy,
  status,
} from '../__testUtils__/faultProxy';

jest.setTimeout(120_000);

const NETWORKS = {
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
};
const WRITER: Identity = {
  type: 'impersonate',
  user: 'backstage:default/mia',
  groups: ['backstage:default/nobody', 'backstage:default/platform'],
};
const RETRY = {
  attempts: 4,
  baseDelayMs: 5,
  maxDelayMs: 20,
  maxRetryAfterMs: 3000,
};

describeOnCluster('the cluster client', () => {
  let cluster: TestCluster;
  let proxy: FaultProxy;
  let client: ClusterClient | undefined;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    proxy = await startFaultProxy(cluster.controlPlane);
    await cluster.namespace('demo');
  });
  afterAll(async () => {
    await proxy?.stop();
    await cluster?.stop();
  });
  afterEach(async () => {
    await client?.close();
    client = undefined;
  });

  const open = async (
    more: Partial<Parameters<typeof KubernetesClusterClient.open>[0]> = {},
  ) => {
    client = await KubernetesClusterClient.open({
      cluster: 'demo',
      config: cluster.config(proxy.url),
      identity: WRITER,
      logger: mockServices.logger.mock(),
      retry: RETRY,
      timeoutMs: 400,
      ...more,
    });
    return client;
  };
  const network = (name: string) => ({
    ...refs.network('demo', name),
    spec: { config: '{}' },
  });
  const apply = (name: string, dryRun = false) =>
    client!.apply(network(name), { fieldManager: 'test', dryRun });
  /** Discovers the kind, so that the script starts with the requests after it. */
  const warmUp = async () => {
    await client!.list({ ...NETWORKS, namespace: 'demo' });
    proxy.script();
  };

  it('makes 1,000 calls over 10 connections, and leaves none behind', async () => {
    await open({ timeoutMs: 10_000 });
    proxy.script();
    const left = Array.from({ length: 1000 }, (_, i) => i);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        while (left.length > 0) {
          await apply(`many-${left.pop()}`, true);
        }
      }),
    );
    expect(proxy.requests).toHaveLength(1001);
    expect(proxy.connections()).toBeLessThanOrEqual(10);
    await client!.close();
    await proxy.closed();
    expect(proxy.open()).toBe(0);
  });

  it('sends each group in a header of its own', async () => {
    await open({ config: cluster.config() });
    // Only the second group has the right: as one header with a comma it would be another group.
    expect(
      await client!.denied([
        { verb: 'create', ...NETWORKS, namespace: 'demo' },
      ]),
    ).toEqual([]);
    await client!.close();
    await open({
      config: cluster.config(),
      identity: { ...WRITER, groups: ['backstage:default/a,b'] },
    });
    expect(
      await client!.denied([
        { verb: 'create', ...NETWORKS, namespace: 'demo' },
      ]),
    ).toHaveLength(1);
  });

  it.each<[string, Fault]>([
    ['a refusal', { type: 'refuse', forMs: 10 }],
    ['a reset before the server saw it', { type: 'reset-before' }],
    ['a reset after the server did it', { type: 'reset-after' }],
    ['no answer', { type: 'hang', forward: true }],
    ['an answer cut short', { type: 'truncate' }],
    ['a connection cut', { type: 'cut' }],
    ['429', { type: 'answer', status: 429, body: {} }],
    ['503', { type: 'answer', status: 503, body: {} }],
    ['504', { type: 'answer', status: 504, body: {} }],
    [
      'a new leader of etcd',
      {
        type: 'answer',
        status: 500,
        body: status(500, 'InternalError', 'etcdserver: leader changed'),
      },
    ],
    [
      'a slow webhook',
      {
        type: 'answer',
        status: 500,
        body: status(
          500,
          'InternalError',
          'Internal error occurred: failed calling webhook "a.b": failed to call webhook: Post "https://a": context deadline exceeded',
        ),
      },
    ],
  ])('writes in spite of %s', async (what, fault) => {
    await open();
    await warmUp();
    proxy.script({ 0: fault });
    const name = `after-${what.replace(/[^a-z0-9]+/g, '-')}`;
    expect(await apply(name)).toMatchObject({
      object: { metadata: { name } },
      existedBefore: false,
    });
    expect(proxy.requests).toHaveLength(2);
    expect(await cluster.get(refs.network('demo', name))).toBeDefined();
  });

  it.each([
    [400, 'BadRequest'],
    [403, 'Forbidden'],
    [409, 'Conflict'],
    [422, 'Invalid'],
    [500, 'InternalError'],
  ])('asks once where the answer is %d', async (code, reason) => {
    await open();
    await warmUp();
    proxy.script({
      0: { type: 'answer', status: code, body: status(code, reason, 'No.') },
    });
    await expect(apply('once')).rejects.toMatchObject({
      name: 'ApiError',
      status: code,
      reason,
      message: 'No.',
    });
    expect(proxy.requests).toHaveLength(1);
  });

  it('waits for Retry-After even where its own back-off is shorter', async () => {
    await open();
    await warmUp();
    const times: number[] = [];
    proxy.script({
      0: {
        type: 'answer',
        status: 429,
        headers: { 'retry-after': '1' },
        body: {},
      },
    });
    proxy.onRequest(() => times.push(Date.now()));
    await apply('later');
    proxy.onRequest();
    expect(times).toHaveLength(2);
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(1000);
  });

  it('gives up after its last try and reports the tries', async () => {
    await open();
    await warmUp();
    const reset: Fault = { type: 'reset-before' };
    proxy.script({ 0: reset, 1: reset, 2: reset, 3: reset, 4: reset });
    await expect(apply('never')).rejects.toThrow(
      /^it can't be reached: .* \(tried 4 times\)$/,
    );
    expect(proxy.requests).toHaveLength(4);
  });

  it.each<[string, Fault]>([
    ['a request that hangs', { type: 'hang', forward: false }],
    [
      'a wait for the next try',
      {
        type: 'answer',
        status: 503,
        headers: { 'retry-after': '3' },
        body: {},
      },
    ],
  ])('ends with the task: %s', async (_what, fault) => {
    const task = new AbortController();
    await open({ signal: task.signal, timeoutMs: 60_000 });
    await warmUp();
    proxy.script({ 0: fault });
    proxy.onRequest(() => setTimeout(() => task.abort(), 50));
    await expect(apply('aborted')).rejects.toMatchObject({
      name: 'AbortError',
    });
    proxy.onRequest();
    expect(proxy.requests).toHaveLength(1);
    await expect(apply('later')).rejects.toMatchObject({ name: 'AbortError' });
    expect(proxy.requests).toHaveLength(1);
  });

  it('ends a watch with the task', async () => {
    const task = new AbortController();
    await open({ signal: task.signal, timeoutMs: 60_000 });
    await warmUp();
    proxy.script({ 0: { type: 'hang', forward: false } });
    proxy.onRequest(() => setTimeout(() => task.abort(), 50));
    await expect(
      client!.watch(NETWORKS, { resourceVersion: '1', onEvent: () => {} }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    proxy.onRequest();
  });

  it('reports a kind that the server does not serve', async () => {
    await open();
    await expect(
      client!.list({ apiVersion: 'example.com/v1', kind: 'Nothing' }),
    ).rejects.toMatchObject({
      status: 404,
      message: 'the cluster does not serve Nothing (example.com/v1)',
    });
  });

  it('reads all pages of a list', async () => {
    await open({ timeoutMs: 20_000 });
    const namespace = await cluster.namespace('pages');
    const names = Array.from({ length: 501 }, (_, i) => `page-${i}`);
    const left = [...names];
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let name = left.pop(); name; name = left.pop()) {
          await client!.apply(
            { ...network(name), metadata: { namespace, name } },
            { fieldManager: 'test', dryRun: false },
          );
        }
      }),
    );
    proxy.script();
    const { items } = await client!.list({ ...NETWORKS, namespace });
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(
      names.sort(),
    );
    expect(items[0]).toMatchObject(NETWORKS);
    expect(proxy.requests).toHaveLength(2);
  });

  describe('follow', () => {
    it.each<[string, Fault | undefined]>([
      ['a watch as it should be', undefined],
      ['a version that is too old', { type: 'watch-410' }],
      ['a watch that says nothing', { type: 'watch-silent' }],
      ['a watch that is cut', { type: 'reset-before' }],
    ])(
      'knows in the end what the cluster has, after %s',
      async (what, fault) => {
        await open({ watchSilenceMs: 300 });
        await warmUp();
        const name = `followed-${what.replace(/[^a-z]+/g, '-')}`;
        const end = new AbortController();
        proxy.script(fault && { 1: fault });
        const found = await new Promise<boolean>((resolve, reject) => {
          let created = false;
          follow({
            client: client!,
            kind: { ...NETWORKS, namespace: 'demo' },
            signal: end.signal,
            logger: mockServices.logger.mock(),
            pauseMs: 10,
            onChange: objects => {
              if (objects.some(({ metadata }) => metadata.name === name)) {
                resolve(true);
              } else if (!created) {
                created = true;
                cluster.create(network(name)).catch(reject);
              }
            },
          }).catch(reject);
        });
        end.abort();
        expect(found).toBe(true);
      },
    );
  });

  it('continues after a long outage of the API server', async () => {
    await open({ retry: { ...RETRY, attempts: 1 } });
    await warmUp();
    const reset: Fault = { type: 'reset-before' };
    proxy.script({ 0: reset, 1: reset, 2: reset });
    const end = new AbortController();
    const logger = mockServices.logger.mock();
    const objects = await new Promise<unknown[]>((resolve, reject) => {
      follow({
        client: client!,
        kind: { ...NETWORKS, namespace: 'demo' },
        signal: end.signal,
        logger,
        pauseMs: 10,
        onChange: resolve,
      }).catch(reject);
    });
    end.abort();
    expect(Array.isArray(objects)).toBe(true);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('distinguishes an ownership conflict from an old version', async () => {
    await open();
    await cluster.create(network('owned'), 'kubectl-create');
    const theirs = await client!
      .apply(
        { ...network('owned'), spec: { config: '{"a":1}' } },
        { fieldManager: 'test', dryRun: false },
      )
      .catch(e => e);
    expect(theirs).toBeInstanceOf(ApiError);
    expect(theirs.isOwnershipConflict).toBe(true);
    expect(theirs.causes).toMatchObject([{ field: '.spec.config' }]);
    const old = await client!
      .apply(
        {
          ...network('owned'),
          metadata: {
            ...network('owned').metadata,
            resourceVersion: '1',
            labels: { a: 'b' },
          } as any,
        },
        { fieldManager: 'test', dryRun: false },
      )
      .catch(e => e);
    expect(old.isStale).toBe(true);
  });

  it('validates strictly', async () => {
    await open();
    const odd = { ...network('odd'), spec: { config: '{}', confg: '' } };
    await expect(
      client!.apply(odd, { fieldManager: 'test', dryRun: true }),
    ).rejects.toThrow(/confg/);
  });
});
