import { promises as fs } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitServer, git, startGitServer } from 'git-server';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { attachInput } from 'kubevirt-vlan-test-kit';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from '../../__testUtils__/testDependencies';
import { parse } from 'yaml';
import { createVlanAttachAction } from './vlanAttach';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const BRANCH = 'kubevirt/vlan-attach/demo/vlan-1085-policy-c7000/demo';
const POLICY = 'clusters/demo/nodes/vlan-1085-policy-c7000.yaml';
const NETWORK =
  'clusters/demo/namespaces/demo/networkattachmentdefinition-nad-1085.yaml';

/** A bridge that lets all VLANs of the uplink through. */
const trunkBridge = {
  name: 'br-trunk',
  type: 'linux-bridge',
  state: 'up',
  bridge: {
    port: [
      {
        name: 'eno49',
        vlan: {
          mode: 'trunk',
          'trunk-tags': [{ 'id-range': { min: 2, max: 4094 } }],
        },
      },
    ],
  },
};

/** The VLAN's entity, and the requester. */
const entities: Record<string, unknown> = {
  'resource:default/vlan-1085': {
    kind: 'Resource',
    metadata: { name: 'vlan-1085' },
    spec: {
      type: 'vlan',
      owner: 'network',
      vlan: {
        id: 1085,
        allowedGroups: ['platform'],
        allowedNamespaces: ['demo'],
      },
    },
  },
  'user:default/guest': {
    kind: 'User',
    metadata: { name: 'guest', namespace: 'default' },
    spec: { memberOf: ['platform'] },
  },
};

describe('openshift:vlan:attach', () => {
  const dir = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    dir.setContent({});
    server = await startGitServer();
  });
  afterEach(() => server.close());

  const input = (more: object = {}) => ({ ...attachInput, ...more });
  const attach = (more: object = {}, context: object = {}, deps: object = {}) =>
    runAction({
      action: createVlanAttachAction(testDependencies(server.url, deps)),
      input: input(more),
      folder: dir.path,
      context,
    });
  const branches = () => server.git('branch', '--list', 'kubevirt/*');
  /** Without the findings about missing facts, as there is no cluster here. */
  const checked = (findings: Array<{ code: string }>) =>
    findings.filter(({ code }) => code !== 'not-checked');

  it('pushes policy and network on a branch, and says how to merge it', async () => {
    const { outputs, log } = await attach();
    expect(outputs).toEqual({
      networkName: 'nad-1085',
      bridgeName: 'bridge-1085',
      policyName: 'vlan-1085-policy-c7000',
      entityRef: 'resource:default/vlan-1085.unregistered.demo',
      isInCatalog: false,
      changes: [
        {
          kind: 'NodeNetworkConfigurationPolicy',
          name: 'vlan-1085-policy-c7000',
          action: 'created',
          path: POLICY,
        },
        {
          kind: 'NetworkAttachmentDefinition',
          namespace: 'demo',
          name: 'nad-1085',
          action: 'created',
          path: NETWORK,
        },
      ],
      manifests: [POLICY, NETWORK],
      findings: [
        {
          level: 'warning',
          code: 'not-checked',
          object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
          field: 'metadata.name',
          message: expect.stringMatching(
            /^not checked: .*whether eno49 is there, carries the MTU and is not the node's own network; whether VLAN 1085 is on another bridge already; because no connection to cluster demo is configured/,
          ),
        },
        {
          level: 'warning',
          code: 'not-checked',
          object: 'NetworkAttachmentDefinition/demo/nad-1085',
          field: 'metadata.name',
          message: expect.stringContaining(
            'whether namespace "demo" exists; because no connection',
          ),
        },
      ],
      branch: BRANCH,
      commit: await server.git('rev-parse', BRANCH),
      nextStep: expect.stringContaining(`git merge origin/${BRANCH}`),
      summary: expect.stringContaining(
        '`NetworkAttachmentDefinition/demo/nad-1085`: **created**',
      ),
    });
    expect(log).toContain(
      'info: NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000: created (clusters/demo/nodes/vlan-1085-policy-c7000.yaml)',
    );
    expect(
      (await server.git('ls-tree', '-r', '--name-only', BRANCH)).split('\n'),
    ).toEqual([
      '.gitattributes',
      'README.md',
      'clusters/demo/namespaces/demo/kustomization.yaml',
      NETWORK,
      'clusters/demo/nodes/kustomization.yaml',
      POLICY,
    ]);
    expect(await server.git('log', '-1', '--format=%B', BRANCH)).toBe(
      `Attach VLAN 1085 to node pool c7000 and namespace demo

NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000: created
NetworkAttachmentDefinition/demo/nad-1085: created

Requested-by: user:default/guest`,
    );
  });

  it.each([
    ['that a provider shows', true, 'vlan-1085.unregistered.demo', 'default'],
    ['that no catalog shows', false, 'nad-1085.network.demo', 'demo'],
  ])(
    'names an entity for a VLAN without one %s',
    async (_what, isProvided, name, home) => {
      const { outputs } = await attach(
        {},
        { isDryRun: true },
        { isProvided: () => isProvided },
      );
      expect(outputs.entityRef).toBe(`resource:${home}/${name}`);
      // It does not exist yet.
      expect(outputs.isInCatalog).toBe(false);
    },
  );

  it.each([
    ['where there is one', 'https://console.example.com/x'],
    ['of which there is none', undefined],
  ])('outputs where the network is in the console, %s', async (_what, url) => {
    const consoleOf = jest.fn(() => url);
    const { outputs } = await attach({}, { isDryRun: true }, { consoleOf });
    expect(outputs.consoleUrl).toBe(url);
    expect(consoleOf).toHaveBeenCalledWith('demo', {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      namespace: 'demo',
      name: 'nad-1085',
    });
  });

  it('commits nothing the second time, and succeeds', async () => {
    const first = await attach();
    const second = await attach();
    expect(second.outputs).toMatchObject({
      branch: BRANCH,
      commit: first.outputs.commit,
      changes: [{ action: 'unchanged' }, { action: 'unchanged' }],
    });
    expect(second.log).toContain(
      'info: unchanged: everything is as requested already',
    );
    expect(await server.git('rev-parse', BRANCH)).toBe(first.outputs.commit);
  });

  it('commits nothing when main has it already', async () => {
    const { outputs } = await attach();
    await server.git('update-ref', 'refs/heads/main', outputs.commit);
    await server.git('update-ref', '-d', `refs/heads/${BRANCH}`);

    const again = await attach();
    expect(again.outputs.changes).toMatchObject([
      { action: 'unchanged' },
      { action: 'unchanged' },
    ]);
    expect(again.outputs.nextStep).toContain('Nothing to do');
    expect(again.outputs).not.toHaveProperty('branch');
    expect(await branches()).toBe('');
  });

  it('commits a changed request on top of the branch', async () => {
    const first = await attach();
    const second = await attach({ mtu: 9000 });
    expect(second.outputs.changes).toMatchObject([
      { action: 'configured' },
      { action: 'configured' },
    ]);
    expect(await server.git('rev-parse', `${BRANCH}^`)).toBe(
      first.outputs.commit,
    );
  });

  it('gives each namespace a branch of its own, with the same policy', async () => {
    await attach();
    const other = await attach({ namespace: 'other' });
    expect(other.outputs.branch).toBe(BRANCH.replace(/demo$/, 'other'));
  });

  it('proposes a change again that was merged and then removed from main', async () => {
    const first = await attach();
    await server.git('update-ref', 'refs/heads/main', first.outputs.commit);
    const tree = await server.git(
      'rev-parse',
      `${first.outputs.commit}^^{tree}`,
    );
    const revert = await server.git(
      ...['-c', 'user.name=p', '-c', 'user.email=p@example.com'],
      ...['commit-tree', tree, '-p', first.outputs.commit, '-m', 'Revert'],
    );
    await server.git('update-ref', 'refs/heads/main', revert);

    const again = await attach();
    expect(again.outputs.changes).toMatchObject([
      { action: 'created' },
      { action: 'created' },
    ]);
    expect(await server.git('rev-parse', `${BRANCH}^`)).toBe(revert);
  });

  it('recognizes an old merge, and proposes again what was removed since', async () => {
    const first = await attach();
    const empty = await server.git('rev-parse', 'main^{tree}');
    const commits = Array.from({ length: 150 }, (_, i) => i);
    let head = first.outputs.commit;
    for (const i of commits) {
      head = await server.git(
        ...['-c', 'user.name=p', '-c', 'user.email=p@example.com'],
        ...['commit-tree', empty, '-p', head, '-m', String(i)],
      );
    }
    await server.git('update-ref', 'refs/heads/main', head);

    const again = await attach();
    expect(again.outputs.changes).toMatchObject([
      { action: 'created' },
      { action: 'created' },
    ]);
    expect(await server.git('rev-parse', `${BRANCH}^`)).toBe(head);
  });

  describe('with a commit of a person on the branch', () => {
    let theirs: string;

    beforeEach(async () => {
      await attach();
      const text = (await server.show(BRANCH, POLICY)).replace(
        'maxUnavailable: 1',
        'maxUnavailable: 3 # three at a time',
      );
      const clone = join(dir.path, 'person');
      await git(['clone', '--quiet', '-b', BRANCH, server.url, clone]);
      await fs.writeFile(join(clone, POLICY), `${text}\n`);
      await git([
        ...['-C', clone, '-c', 'user.name=Pat'],
        ...['-c', 'user.email=p@example.com'],
        ...['commit', '--quiet', '-a', '-m', 'Three at a time'],
      ]);
      await git(['-C', clone, 'push', '--quiet']);
      theirs = await server.git('rev-parse', BRANCH);
    });

    it('is unchanged when the request is the same', async () => {
      const { outputs } = await attach();
      expect(outputs.changes).toMatchObject([
        { action: 'unchanged' },
        { action: 'unchanged' },
      ]);
      expect(await server.git('rev-parse', BRANCH)).toBe(theirs);
    });

    it('adds on top, and keeps what the person changed', async () => {
      const { outputs } = await attach({ mtu: 9000 });
      expect(outputs.changes).toMatchObject([
        { action: 'configured' },
        { action: 'configured' },
      ]);
      const text = await server.show(BRANCH, POLICY);
      expect(text).toContain('maxUnavailable: 3 # three at a time');
      expect(text).toContain('mtu: 9000');
      expect(await server.git('rev-parse', `${BRANCH}^`)).toBe(theirs);
    });

    it('does not put back what the person removed', async () => {
      const folder = join(dir.path, 'person');
      await git(['-C', folder, 'rm', '--quiet', NETWORK]);
      await git([
        ...['-C', folder, '-c', 'user.name=Pat'],
        ...['-c', 'user.email=p@example.com'],
        ...['commit', '--quiet', '-m', 'No network'],
      ]);
      await git(['-C', folder, 'push', '--quiet']);
      await expect(attach()).rejects.toThrow(
        new RegExp(
          `${NETWORK}: found nothing on the branch of this change, but commit ${theirs} of it has the file`,
        ),
      );
    });

    it('stops where both changed the same field, and names the place', async () => {
      const { site } = testDependencies(server.url);
      const changed = structuredClone(site);
      changed.clusters.demo.nodePools.c7000.maxUnavailable = 2;
      await expect(attach({}, {}, { site: changed })).rejects.toThrow(
        /was changed by hand where this request changes it too. clusters\/demo\/nodes\/vlan-1085-policy-c7000.yaml:[0-9]+ spec.maxUnavailable: found 3, this request 2, last written 1. Nothing was written/,
      );
      expect(await server.git('rev-parse', BRANCH)).toBe(theirs);
    });
  });

  it('is not unchanged when the kustomization lacks an entry', async () => {
    const first = await attach();
    const index = { GIT_INDEX_FILE: join(dir.path, 'index') };
    const inRepo = async (...args: string[]) =>
      git(
        [
          '--git-dir',
          await server.git('rev-parse', '--absolute-git-dir'),
          ...args,
        ],
        { env: index },
      );
    await inRepo('read-tree', first.outputs.commit);
    await inRepo(
      'rm',
      '--cached',
      '--quiet',
      'clusters/demo/nodes/kustomization.yaml',
    );
    const head = await server.git(
      ...['-c', 'user.name=p', '-c', 'user.email=p@example.com'],
      ...['commit-tree', await inRepo('write-tree')],
      ...['-p', first.outputs.commit, '-m', 'Without'],
    );
    await server.git('update-ref', 'refs/heads/main', head);

    const again = await attach();
    expect(again.log.join('\n')).not.toContain('unchanged: everything');
    expect(await server.git('rev-parse', `${BRANCH}^`)).toBe(head);
  });

  it('creates only a network where the nodes have a trunk bridge, and logs it', async () => {
    const names = ['worker-1', 'worker-2'];
    const objects: Record<string, object[]> = {
      Node: names.map(name => ({
        metadata: { name, labels: { hardware: 'c7000' } },
      })),
      NodeNetworkState: names.map(name => ({
        metadata: { name },
        status: { currentState: { interfaces: [trunkBridge] } },
      })),
      Namespace: [{ metadata: { name: 'demo' } }],
    };
    const client = {
      cluster: 'demo',
      actingAs: 'the service account of Backstage',
      list: async ({ apiVersion, kind }: any) => ({
        items: (objects[kind] ?? []).map(item => ({
          apiVersion,
          kind,
          ...item,
        })),
        resourceVersion: '1',
      }),
      close: async () => {},
    } as any;
    const deps = testDependencies(server.url);
    const { outputs, log } = await attach(
      {},
      {},
      {
        site: { ...deps.site, facts: { identity: 'service-account' } },
        knowsCluster: () => true,
        openCluster: async () => client,
      },
    );
    expect(outputs.manifests).toEqual([NETWORK]);
    expect(outputs).not.toHaveProperty('policyName');
    expect(outputs.findings).toEqual([]);
    const { spec, metadata } = parse(
      await server.show(outputs.branch as string, NETWORK),
    );
    expect(JSON.parse(spec.config)).toEqual({
      name: 'nad-1085',
      type: 'cnv-bridge',
      cniVersion: '0.3.1',
      bridge: 'br-trunk',
      vlan: 1085,
      preserveDefaultVlan: false,
      macspoofchk: true,
      ipam: {},
    });
    expect(metadata.annotations['k8s.v1.cni.cncf.io/resourceName']).toBe(
      'bridge.network.kubevirt.io/br-trunk',
    );
    expect(log).toEqual(
      expect.arrayContaining([
        'info: Reading nodes, policies, networks and VMs of cluster demo as the service account of Backstage',
        'info: Nodes: none is reconfigured.',
        'info: Namespaces: demo.',
      ]),
    );
  });

  it('warns when it changes the nodes for other namespaces too', async () => {
    const { outputs } = await attach({ mtu: 9000 });
    await server.git('update-ref', 'refs/heads/main', outputs.commit);
    const other = await attach({ namespace: 'other' });
    expect(checked(other.outputs.findings)).toMatchObject([
      {
        level: 'warning',
        code: 'changes-existing',
        object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
      },
    ]);
  });

  it('leaves the files in the workspace with "render"', async () => {
    const { outputs, workspacePath } = await attach({
      delivery: 'render',
      targetPath: 'gitops',
    });
    expect(outputs.manifests).toEqual([
      `gitops/${POLICY}`,
      `gitops/${NETWORK}`,
    ]);
    expect(
      await fs.readFile(join(workspacePath, 'gitops', POLICY), 'utf8'),
    ).toContain('name: vlan-1085-policy-c7000');
    expect(
      await fs.readFile(
        join(workspacePath, 'gitops/clusters/demo/nodes/kustomization.yaml'),
        'utf8',
      ),
    ).toContain('  - vlan-1085-policy-c7000.yaml');
    expect(server.requests).toEqual([]);
  });

  it.each(['render', 'pull-request'])(
    'writes nothing in a dry run of "%s", and shows everything',
    async delivery => {
      const { outputs, log, workspacePath } = await attach(
        { delivery },
        { isDryRun: true },
      );
      expect(outputs.changes).toMatchObject([
        { action: 'created' },
        { action: 'created' },
      ]);
      expect(outputs.nextStep).toBe('Dry run: nothing was written.');
      expect(log.join('\n')).toContain('id: 1085');
      expect(await fs.readdir(workspacePath)).toEqual([]);
      expect(await branches()).toBe('');
    },
  );

  it('finds the same in a dry run as in a real one', async () => {
    await expect(
      attach({ nodePool: 'blades' }, { isDryRun: true }),
    ).rejects.toThrow('nodePool: found "blades"');
  });

  it('refuses direct apply where it is not allowed', async () => {
    await expect(attach({ delivery: 'apply' })).rejects.toThrow(
      'delivery: found "apply", allowed by kubevirt.deliveries: "render", "pull-request". Nothing was written',
    );
    expect(server.requests).toEqual([]);
  });

  it('warns of a VLAN that the site does not list', async () => {
    const { outputs, log } = await attach({ vlanId: 7 });
    expect(checked(outputs.findings)).toMatchObject([
      { level: 'warning', code: 'vlan-unregistered' },
    ]);
    expect(outputs.summary).toContain('**Mind:**');
    expect(log).toContainEqual(
      expect.stringMatching(/^warn: vlan-unregistered NodeNetwork/),
    );
  });

  it('refuses a namespace that the site reserves, before anything is written', async () => {
    const { site } = testDependencies(server.url);
    await expect(
      attach({}, {}, { site: { ...site, reservedNamespaces: ['demo'] } }),
    ).rejects.toThrow(
      'The checks refuse these manifests, nothing was written. network-namespace NetworkAttachmentDefinition/demo/nad-1085 metadata.namespace: found "demo"',
    );
    expect(await branches()).toBe('');
  });

  it('refuses a repository that the site does not list', async () => {
    const other = server.url.replace('gitops.git', 'other.git');
    await expect(attach({ repoUrl: other })).rejects.toThrow(
      `repoUrl: found "${other}", allowed by kubevirt.gitOps: ${server.url}`,
    );
    expect(server.requests).toEqual([]);
  });

  it('writes nothing once the task is cancelled', async () => {
    await expect(attach({}, { signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/,
    );
    expect(await branches()).toBe('');
  });

  it("reports a repository that can't be read", async () => {
    const { site } = testDependencies(server.url);
    const repoUrl = 'http://127.0.0.1:9/gitops.git';
    await expect(
      attach(
        {},
        {},
        { site: { ...site, gitOps: { ...site.gitOps, repoUrl } } },
      ),
    ).rejects.toThrow(`${repoUrl} can't be read`);
  });

  describe('with a host that has pull requests', () => {
    const opened = {
      name: '#1',
      url: 'https://git.example.com/pr/1',
      title: 'x',
      branch: BRANCH,
      isFromFork: false,
      ref: 'refs/pull/1/head',
    };
    const host = (more: object): object => ({
      openHost: async () => ({
        kind: 'Gitea',
        host: 'git.example.com',
        listOpen: async () => [],
        propose: async () => ({
          request: opened,
          outcome: 'opened',
          warnings: [],
        }),
        ...more,
      }),
    });

    it('opens a request for the pushed branch, and reports the same one the second time', async () => {
      const asked: any[] = [];
      const deps = host({
        propose: async (proposal: any) => {
          asked.push(proposal);
          return {
            request: opened,
            outcome: 'opened',
            warnings: ['no label "x"'],
          };
        },
      });
      for (const action of ['created', 'unchanged']) {
        const { outputs, log } = await attach({ reason: 'PXE' }, {}, deps);
        expect(outputs.pullRequestUrl).toBe(opened.url);
        expect(outputs.nextStep).toBe(
          'Request #1 is open: https://git.example.com/pr/1',
        );
        expect(outputs.changes).toMatchObject([{ action }, { action }]);
        expect(log).toContain('warn: no label "x"');
      }
      expect(asked[0]).toMatchObject({
        baseBranch: 'main',
        branch: BRANCH,
        title: 'Attach VLAN 1085 to node pool c7000 and namespace demo',
      });
      expect(asked[1].body).toBe(asked[0].body);
      expect(asked[0].body).toMatchSnapshot();
    });

    it('reads again when the branch moves before the push', async () => {
      let others = 0;
      const slow = await attach(
        {},
        {},
        {
          ...host({}),
          catalog: {
            getEntityByRef: async (ref: string) => entities[ref],
            getEntities: async () => {
              // Somebody else pushes between our read and our push.
              others += 1;
              if (others === 1) {
                await attach({ mtu: 9000 });
              }
              return { items: [] };
            },
          },
        },
      );
      expect(slow.log).toContainEqual(
        expect.stringMatching(/^warn: .*has moved since it was read/),
      );
      expect(slow.outputs.changes).toMatchObject([
        { action: 'configured' },
        { action: 'configured' },
      ]);
      expect(await server.git('rev-list', '--count', `main..${BRANCH}`)).toBe(
        '2',
      );
    });

    it('does not create a branch again that was withdrawn before the push', async () => {
      await attach();
      let calls = 0;
      const { log } = await attach(
        { mtu: 9000 },
        {},
        {
          ...host({}),
          catalog: {
            getEntityByRef: async (ref: string) => entities[ref],
            getEntities: async () => {
              calls += 1;
              if (calls === 1) {
                await server.git('update-ref', '-d', `refs/heads/${BRANCH}`);
              }
              return { items: [] };
            },
          },
        },
      );
      expect(log).toContainEqual(
        expect.stringMatching(/^warn: .*has moved since it was read/),
      );
      expect(await server.git('rev-list', '--count', `main..${BRANCH}`)).toBe(
        '1',
      );
    });

    it('opens the request even if the members of the owner are not known', async () => {
      const { outputs, log } = await attach(
        {},
        {},
        {
          ...host({}),
          catalog: {
            getEntities: async () => {
              throw new Error('503');
            },
            getEntityByRef: async (ref: string) => entities[ref],
          },
        },
      );
      expect(outputs.pullRequestUrl).toBe(opened.url);
      expect(log).toContainEqual(
        expect.stringMatching(
          /^warn: The people who own the VLAN could not be/,
        ),
      );
    });

    it('names its own open request when main has the change already', async () => {
      await attach();
      await server.git('update-ref', 'refs/heads/main', BRANCH);
      await attach({ mtu: 9000 });
      const { outputs } = await attach(
        {},
        {},
        host({ listOpen: async () => [opened] }),
      );
      expect(outputs.changes).toMatchObject([
        { action: 'unchanged' },
        { action: 'unchanged' },
      ]);
      expect(outputs.pullRequestUrl).toBe(opened.url);
      expect(outputs.nextStep).toMatch(
        /^Nothing to do: .* Request #1 \(https:.*\) still proposes something else/,
      );
    });

    it('asks the owner of the VLAN for a review, and never the requester', async () => {
      const user = (name: string, login?: string) => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name,
          namespace: 'default',
          annotations: login ? { 'git.example.com/user-login': login } : {},
        },
      });
      const asked: any[] = [];
      const { outputs } = await attach(
        {},
        {},
        {
          ...host({
            propose: async (proposal: any) => {
              asked.push(proposal);
              return { request: opened, outcome: 'opened', warnings: [] };
            },
          }),
          catalog: {
            getEntityByRef: async (ref: string) => entities[ref],
            getEntities: async ({ filter }: any) => {
              expect(filter['relations.memberOf']).toBe(
                'group:default/network',
              );
              return {
                items: [
                  user('guest', 'guest'),
                  user('nia', 'nia-login'),
                  user('noa'),
                ],
              };
            },
          },
        },
      );
      expect(outputs.pullRequestUrl).toBe(opened.url);
      expect(asked[0].reviewers).toEqual(['nia-login']);
      expect(asked[0].body).toContain(
        '- VLAN 1085 belongs to `group:default/network`: an approval is theirs.',
      );
    });

    it('names the open request that claims the same, and stops where it differs', async () => {
      const { outputs } = await attach({ mtu: 9000, namespace: 'other' });
      await server.git(
        'update-ref',
        'refs/pull/7/head',
        outputs.commit as string,
      );
      await server.git('update-ref', '-d', `refs/heads/${outputs.branch}`);
      const depsOf = (isFromFork: boolean) =>
        host({
          listOpen: async () => [
            {
              ...opened,
              name: '#7',
              url: 'https://git.example.com/pr/7',
              branch: 'theirs',
              isFromFork,
              ref: 'refs/pull/7/head',
            },
          ],
        });
      const deps = depsOf(false);
      const { outputs: alike } = await attach({ mtu: 9000 }, {}, deps);
      expect(checked(alike.findings)).toMatchObject([
        {
          level: 'warning',
          code: 'claimed-alike',
          message: expect.stringContaining(
            'request #7 (https://git.example.com/pr/7) proposes the same object',
          ),
        },
      ]);
      await server.git('update-ref', '-d', `refs/heads/${BRANCH}`);
      await expect(attach({ mtu: 1500 }, {}, deps)).rejects.toThrow(
        /claimed-otherwise NodeNetworkConfigurationPolicy\/vlan-1085-policy-c7000 spec.desiredState.interfaces\[1\].mtu: found 1500, but request #7 \(https:\/\/git.example.com\/pr\/7\) proposes 9000/,
      );
      expect(await branches()).toBe('');
      // Anybody may open a request from a fork, so it blocks nobody.
      const { outputs: held } = await attach({ mtu: 1500 }, {}, depsOf(true));
      expect(checked(held.findings)).toMatchObject([
        { level: 'warning', code: 'claimed-otherwise' },
      ]);
    });

    it("reports what is pushed when the request can't be opened", async () => {
      const deps = host({
        propose: async () => {
          throw new Error('503');
        },
      });
      await expect(attach({}, {}, deps)).rejects.toThrow(
        /The branch ".*" is pushed to .* \(commit [0-9a-f]{40}\), but its request could not be opened: 503/,
      );
      expect(await branches()).toContain(BRANCH);
    });
  });

  it('merges the base branch where both changed the same files', async () => {
    await attach();
    const first = await server.git('rev-parse', BRANCH);
    // Meanwhile another change is merged, which adds a line to the same kustomization.
    const { outputs } = await attach({ vlanId: 1090 });
    await server.git('update-ref', 'refs/heads/main', outputs.commit as string);

    const again = await attach();
    expect(again.log).toContainEqual(
      expect.stringContaining('with main merged into it'),
    );
    expect(await server.git('log', '-1', '--format=%P', BRANCH)).toBe(
      `${first} ${outputs.commit}`,
    );
    expect(
      await server.show(BRANCH, 'clusters/demo/nodes/kustomization.yaml'),
    ).toContain(
      'resources:\n  - vlan-1085-policy-c7000.yaml\n  - vlan-1090-policy-c7000.yaml',
    );
    const unchanged = await attach();
    expect(unchanged.outputs.commit).toBe(
      await server.git('rev-parse', BRANCH),
    );
    expect(unchanged.log).toContainEqual(expect.stringContaining('unchanged'));
  });

  it('continues after a squash merge', async () => {
    await attach();
    const old = await server.git('rev-parse', BRANCH);
    const squash = await server.git(
      ...['-c', 'user.name=p', '-c', 'user.email=p@example.com'],
      ...['commit-tree', `${BRANCH}^{tree}`, '-p', 'main', '-m', 'Squashed'],
    );
    await server.git('update-ref', 'refs/heads/main', squash);
    const same = await attach();
    expect(same.outputs.nextStep).toMatch(/^Nothing to do/);

    const { outputs } = await attach({ mtu: 9000 });
    expect(await server.git('log', '-1', '--format=%P', BRANCH)).toBe(
      `${old} ${squash}`,
    );
    expect(
      await server.git('diff', '--name-only', `main...${BRANCH}`),
    ).not.toContain('kustomization');
    expect(outputs.changes).toMatchObject([
      { action: 'configured' },
      { action: 'configured' },
    ]);
  });

  describe('with manifests of the platform team', () => {
    const templates = resolve(__dirname, '../../../../../templates');
    const withTemplate = async (change: (text: string) => string) => {
      const folder = join(dir.path, 'template');
      await fs.cp(join(templates, 'attach-vlan'), folder, { recursive: true });
      const file = join(folder, 'manifests/network.yaml.njk');
      await fs.writeFile(file, change(await fs.readFile(file, 'utf8')));
      return {
        templateInfo: {
          entityRef: 'template:default/attach-vlan',
          baseUrl: `file://${join(folder, 'template.yaml')}`,
        },
      };
    };

    it('renders their folder', async () => {
      const context = await withTemplate(text =>
        text.replace(
          '"ipam": {}',
          '"disableContainerInterface": true,\n      "ipam": {}',
        ),
      );
      await attach({ manifests: 'manifests' }, context);
      expect(await server.show(BRANCH, NETWORK)).toContain(
        '"disableContainerInterface": true',
      );
    });

    it.each([
      [
        'another namespace',
        (text: string) => text.replace(/namespace: .*/, 'namespace: default'),
        'renders NetworkAttachmentDefinition/default/nad-1085',
      ],
      [
        'a bridge that is not the VLAN’s',
        (text: string) => text.replace('{{ bridge | dump }}', '"br-ex"'),
        'network-bridge NetworkAttachmentDefinition/demo/nad-1085',
      ],
      [
        'one document too many',
        (text: string) =>
          `${text}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: demo\n`,
        'renders Secret/demo/a (v1), which is not planned',
      ],
    ])('refuses %s', async (_what, change, message) => {
      await expect(
        attach({ manifests: 'manifests' }, await withTemplate(change)),
      ).rejects.toThrow(message);
      expect(await branches()).toBe('');
    });

    it.each(['..', '../create-vm/manifests', '/etc', 'file:///etc', './../x'])(
      'refuses the folder %p',
      async manifests => {
        const context = await withTemplate(text => text);
        await expect(attach({ manifests }, context)).rejects.toThrow(
          `manifests: found "${manifests}" (string), allowed: a relative path`,
        );
      },
    );

    it('refuses a folder that is a link to somewhere else', async () => {
      const context = await withTemplate(text => text);
      await fs.symlink('/etc', join(dir.path, 'template/etc'));
      await expect(attach({ manifests: 'etc' }, context)).rejects.toThrow(
        /^manifests: found "etc", allowed: a folder beside the template/,
      );
    });

    it('refuses a folder that is not there', async () => {
      const context = await withTemplate(text => text);
      await expect(attach({ manifests: 'x' }, context)).rejects.toThrow(
        /^manifests: found "x", allowed: a folder beside the template/,
      );
      await expect(attach({ manifests: 'x' })).rejects.toThrow(
        /^manifests: found "x", allowed: a folder beside the template/,
      );
    });
  });

  it('describes its input, and lets the handler refuse it', () => {
    const { schema, supportsDryRun } = createVlanAttachAction(
      testDependencies(server.url),
    );
    expect(supportsDryRun).toBe(true);
    expect(schema?.input).toMatchObject({
      required: ['vlanId', 'nodePool', 'namespace', 'delivery'],
      additionalProperties: false,
      properties: {
        vlanId: {
          description: 'The VLAN: an integer from 1 to 4094',
          anyOf: [{ type: 'integer', minimum: 1, maximum: 4094 }, {}],
        },
        macspoofchk: { default: true },
      },
    });
  });

  it('is not created for an invalid site', () => {
    expect(() => parseSite({ clusters: {} })).toThrow('kubevirt.clusters');
  });
});
