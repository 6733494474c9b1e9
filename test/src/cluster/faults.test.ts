import { NodeSimulator } from '../../control-plane/nodeSimulator/NodeSimulator';
import { TestCluster, describeOnCluster, refs } from '../__testUtils__/cluster';
import {
  Fault,
  FaultProxy,
  startFaultProxy,
  status,
} from '../__testUtils__/faultProxy';

jest.setTimeout(600_000);

/** Runs at a time, each through a proxy of its own. */
const LANES = 5;

const answer = (
  code: number,
  reason: string,
  headers?: Record<string, string>,
): Fault => ({
  type: 'answer',
  status: code,
  headers,
  body: status(code, reason, `${reason}, by the fault proxy`),
});

const FAULTS: Record<string, () => Fault> = {
  refused: () => ({ type: 'refuse', forMs: 15 }),
  'reset before': () => ({ type: 'reset-before' }),
  'reset after': () => ({ type: 'reset-after' }),
  'hang before': () => ({ type: 'hang', forward: false }),
  'hang after': () => ({ type: 'hang', forward: true }),
  truncated: () => ({ type: 'truncate' }),
  cut: () => ({ type: 'cut' }),
  '403': () => answer(403, 'Forbidden'),
  '409': () => answer(409, 'Conflict'),
  '429 without Retry-After': () => answer(429, 'TooManyRequests'),
  '429 Retry-After 0': () =>
    answer(429, 'TooManyRequests', { 'retry-after': '0' }),
  '429 Retry-After 1': () =>
    answer(429, 'TooManyRequests', { 'retry-after': '1' }),
  '429 Retry-After a date': () =>
    answer(429, 'TooManyRequests', {
      'retry-after': new Date(Date.now() + 1000).toUTCString(),
    }),
  '500': () => answer(500, 'InternalError'),
  '503': () => answer(503, 'ServiceUnavailable'),
  '504': () => answer(504, 'Timeout'),
  'slow webhook': () => ({
    type: 'answer',
    status: 500,
    body: status(
      500,
      'InternalError',
      'Internal error occurred: failed calling webhook "a.b": failed to call webhook: Post "https://a": context deadline exceeded',
    ),
  }),
  'watch 410': () => ({ type: 'watch-410' }),
  'silent watch': () => ({ type: 'watch-silent' }),
};

/** Faults that a run survives: it must succeed at every index. */
const HARMLESS = Object.keys(FAULTS).filter(
  name => !['403', '409', '500'].includes(name),
);

const CLIENT = {
  retry: {
    attempts: 4,
    baseDelayMs: 10,
    maxDelayMs: 40,
    maxRetryAfterMs: 3000,
  },
  timeoutMs: 250,
  watchSilenceMs: 250,
};

/**
 * Every fault at every request of a run. Whatever the result, one more run ends as if nothing had happened, nothing
 * exists twice, and no run succeeds with a missing object.
 */
describeOnCluster('a fault at every request', () => {
  let cluster: TestCluster;
  let nodes: NodeSimulator;
  let proxies: FaultProxy[];
  let last = 1000;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    nodes = await cluster.withNodes();
    proxies = await Promise.all(
      Array.from({ length: LANES }, () =>
        startFaultProxy(cluster.controlPlane),
      ),
    );
  });
  afterAll(async () => {
    await Promise.all((proxies ?? []).map(proxy => proxy.stop()));
    await cluster?.stop();
  });

  beforeEach(() => nodes.forget());

  const scenarios = {
    'vlan-attach': {
      input: (id: number) => ({
        vlanId: id,
        nodePool: 'c7000',
        namespace: `n-${id}`,
      }),
      state: async (id: number) => ({
        policies: (
          await cluster.list('nmstate.io/v1', 'NodeNetworkConfigurationPolicy')
        ).filter(({ metadata }) => metadata.name.includes(`vlan-${id}-`)),
        networks: await cluster.list(
          'k8s.cni.cncf.io/v1',
          'NetworkAttachmentDefinition',
          `n-${id}`,
        ),
      }),
      remove: (id: number) =>
        cluster.remove(refs.policy(`vlan-${id}-policy-c7000`)),
    },
    'vm-create': {
      input: (id: number) => ({
        name: 'web-1',
        namespace: `n-${id}`,
        cpu: 2,
        memory: '4Gi',
        blank: { size: '20Gi' },
        networks: [{ name: 'nic', networkName: 'nad-1' }],
      }),
      state: async (id: number) => ({
        vms: await cluster.list('kubevirt.io/v1', 'VirtualMachine', `n-${id}`),
      }),
      remove: (id: number) => cluster.remove(refs.vm(`n-${id}`, 'web-1')),
    },
  };

  describe.each(['vlan-attach', 'vm-create'] as const)('of %s', action => {
    const { input, state, remove } = scenarios[action];
    const run = (id: number, proxy: FaultProxy) =>
      cluster.run({
        action,
        input: input(id),
        server: proxy.url,
        client: CLIENT,
      });
    /** What was written, without the VLAN id. */
    const settled = async (id: number): Promise<string> =>
      JSON.stringify(
        Object.entries(await state(id)).map(([kind, objects]) => [
          kind,
          objects.map(({ metadata, spec }: any) => ({
            name: metadata.name,
            namespace: metadata.namespace,
            labels: metadata.labels,
            managers: metadata.managedFields
              .filter(({ subresource }: any) => !subresource)
              .map(({ manager }: any) => manager),
            spec,
          })),
        ]),
      ).replaceAll(String(id), 'ID');
    const next = async () => {
      last += 1;
      const id = last;
      await cluster.namespace(`n-${id}`);
      return id;
    };
    let expected: string;
    let requests: number;

    beforeAll(async () => {
      const id = await next();
      const [proxy] = proxies;
      proxy.script();
      const { error } = await run(id, proxy);
      if (error) {
        throw new Error(error);
      }
      requests = proxy.requests.length;
      process.stderr.write(`${action}: ${requests} requests\n`);
      expected = await settled(id);
      await remove(id);
    });

    /** What is wrong with a run that has a fault at one request, or with the run after it. */
    const findings = async (
      name: string,
      index: number,
      proxy: FaultProxy,
    ): Promise<string[]> => {
      const id = await next();
      proxy.script({ [index]: FAULTS[name]() });
      const first = await run(id, proxy);
      const what = `${name} at ${index} (${proxy.requests[index]})`;
      proxy.script();
      const isGreen = first.error === undefined;
      const stands = await settled(id);
      const again = await run(id, proxy);
      const after = await settled(id);
      await remove(id);
      return [
        ...(isGreen && stands !== expected
          ? [`${what}: green, but ${stands}`]
          : []),
        ...(!isGreen && HARMLESS.includes(name)
          ? [`${what}: ${first.error}`]
          : []),
        ...(again.error !== undefined || after !== expected
          ? [`${what}: then ${again.error ?? after}`]
          : []),
      ];
    };

    it.each(Object.keys(FAULTS))('%s', async name => {
      const queue = Array.from({ length: requests }, (_, i) => i).values();
      const found = await Promise.all(
        proxies.map(async proxy => {
          const bad: string[] = [];
          for (const index of queue) {
            bad.push(...(await findings(name, index, proxy)));
          }
          return bad;
        }),
      );
      expect(found.flat()).toEqual([]);
      expect(nodes.signal.aborted).toBe(false);
    });
  });
});
