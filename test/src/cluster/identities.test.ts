import { UserEntity } from '@backstage/catalog-model';
import {
  KubeObject,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { NodeSimulator } from '../../control-plane/nodeSimulator/NodeSimulator';
import {
  NODES,
  POLICIES as POLICY_PATH,
  STATES,
} from '../../control-plane/nodeSimulator/paths';
import { FaultProxy, startFaultProxy } from '../__testUtils__/faultProxy';
import {
  TestCluster,
  applySite,
  describeOnCluster,
  refs,
} from '../__testUtils__/cluster';

jest.setTimeout(300_000);

/*
 * Who may do what, where: every user requests every kind of work in every namespace, and the result is compared with
 * what the API server answers about that user to an administrator.
 */

const NAMESPACES = [
  'team-a',
  'team-b',
  'team-c',
  'team-d',
  'team-e',
  // Not a part of the first, although it has the same prefix.
  'team-a-b',
];

const POLICIES = ['nmstate.io', 'nodenetworkconfigurationpolicies'];
const ENACTMENTS = ['nmstate.io', 'nodenetworkconfigurationenactments'];
const NETWORKS = ['k8s.cni.cncf.io', 'network-attachment-definitions'];
const VMS = ['kubevirt.io', 'virtualmachines'];

const NETWORK_PATH = '/apis/k8s.cni.cncf.io/v1/network-attachment-definitions';
const VM_PATH = '/apis/kubevirt.io/v1/virtualmachines';

const READ = ['get', 'list', 'watch'];
const EDIT = [...READ, 'create', 'patch', 'update', 'delete'];

/** A rule of RBAC; without namespaces it covers all of them, and objects without a namespace. */
interface Grant {
  of: string[];
  verbs: string[];
  namespaces?: string[];
  names?: string[];
}

interface Person {
  /** The groups of the catalog. */
  groups: string[];
  grants: Grant[];
  /** The rights belong to the first group, not to the user. */
  byGroup?: true;
}

const PEOPLE: Record<string, Person> = {
  nobody: { groups: [], grants: [] },
  reader: {
    groups: ['lookers'],
    grants: [POLICIES, ENACTMENTS, NETWORKS, VMS].map(of => ({
      of,
      verbs: READ,
    })),
  },
  // Rights that lack one verb, or cover one name only, do not permit the work.
  networks: {
    groups: ['lookers'],
    grants: [
      { of: NETWORKS, verbs: EDIT, namespaces: ['team-a'] },
      {
        of: NETWORKS,
        verbs: [...READ, 'create', 'update'],
        namespaces: ['team-b'],
      },
      { of: NETWORKS, verbs: [...READ, 'patch'], namespaces: ['team-c'] },
      { of: NETWORKS, verbs: ['create', 'patch'], namespaces: ['team-d'] },
      {
        of: NETWORKS,
        verbs: EDIT,
        namespaces: ['team-e'],
        names: ['nad-4000'],
      },
    ],
  },
  tenant: {
    groups: ['lookers', 'team-b'],
    grants: [
      { of: NETWORKS, verbs: EDIT, namespaces: ['team-a-b', 'team-b'] },
      { of: VMS, verbs: EDIT, namespaces: ['team-a-b', 'team-b'] },
    ],
  },
  nodes: {
    groups: ['lookers'],
    grants: [
      { of: POLICIES, verbs: EDIT },
      { of: ENACTMENTS, verbs: READ },
      { of: NETWORKS, verbs: EDIT, namespaces: ['team-c'] },
    ],
  },
  member: {
    groups: ['all-of-it', 'lookers'],
    byGroup: true,
    grants: [
      { of: POLICIES, verbs: EDIT },
      { of: ENACTMENTS, verbs: READ },
      { of: NETWORKS, verbs: EDIT },
      { of: VMS, verbs: EDIT },
    ],
  },
};

/** The result of the table above: the namespaces in which each person may do each kind of work. */
const MAY: Record<string, Partial<Record<string, string[]>>> = {
  nobody: {},
  reader: {},
  networks: { network: ['team-a'] },
  tenant: {
    network: ['team-a-b', 'team-b'],
    vm: ['team-a-b', 'team-b'],
    'vm-address': ['team-a-b', 'team-b'],
  },
  nodes: {
    network: ['team-c'],
    attach: ['team-c'],
    'attach-dry': ['team-c'],
  },
  member: {
    network: NAMESPACES,
    attach: NAMESPACES,
    'attach-dry': NAMESPACES,
    vm: NAMESPACES,
    'vm-address': NAMESPACES,
  },
};

interface Need {
  of: string[];
  verb: string;
  namespace?: string;
  name?: string;
}

interface Work {
  action: 'vlan-attach' | 'vm-create';
  isDryRun?: true;
  input: (cell: Cell) => object;
  /** Whether it changes the nodes, and what it changes in the namespace. */
  policy?: true;
  object: (cell: Cell) => { of: string[]; name: string };
}

interface Cell {
  user: string;
  namespace: string;
  kind: string;
  /** Its own in each cell. */
  id: number;
}

const attach = (nodePool: string, more: Partial<Work> = {}): Work => ({
  action: 'vlan-attach',
  input: ({ id, namespace }) => ({ vlanId: id, nodePool, namespace }),
  object: ({ id }) => ({ of: NETWORKS, name: `nad-${id}` }),
  ...more,
});
const createVm = (network: (cell: Cell) => object): Work => ({
  action: 'vm-create',
  input: cell => ({
    name: `vm-${cell.id}`,
    namespace: cell.namespace,
    cpu: 1,
    memory: '1Gi',
    blank: { size: '2Gi' },
    networks: [{ name: 'nic', ...network(cell) }],
  }),
  object: ({ id }) => ({ of: VMS, name: `vm-${id}` }),
});

const WORK: Record<string, Work> = {
  // The nodes have a bridge with all VLANs: only a network is missing.
  network: attach('trunk'),
  attach: attach('c7000', { policy: true }),
  'attach-dry': attach('c7000', { policy: true, isDryRun: true }),
  vm: createVm(() => ({ networkName: 'nad-4001' })),
  'vm-address': createVm(({ id }) => ({
    vlanId: 4001,
    ipAddress: `10.9.${Math.floor(id / 200)}.${(id % 200) + 10}`,
  })),
};

const site: Site = applySite({
  unregisteredVlans: 'allow',
  // Each user sees little of the cluster, so Backstage reads the facts for the checks: all cells plan the same.
  facts: { identity: 'service-account' },
  clusters: {
    demo: {
      nodePools: {
        c7000: {
          nodeSelector: { hardware: 'c7000' },
          uplink: 'eno49',
          maxUnavailable: 3,
        },
        trunk: { nodeSelector: { hardware: 'trunk' }, uplink: 'eno50' },
      },
      vlans: [{ id: 4001, subnet: '10.9.0.0/16' }],
    },
  },
});

/** A user as the catalog describes them. */
const entity = (
  name: string,
  groups: string[],
  more: {
    namespace?: string;
    email?: string;
    relations?: boolean;
  } = {},
) => ({
  ref: `user:${more.namespace ?? 'default'}/${name}`,
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: more.namespace ?? 'default' },
    spec: {
      memberOf: more.relations ? [] : groups,
      ...(more.email && { profile: { email: more.email } }),
    },
    ...(more.relations && {
      relations: groups.map(group => ({
        type: 'memberOf',
        targetRef: `group:default/${group}`,
      })),
    }),
  } as UserEntity,
});

const RBAC = 'rbac.authorization.k8s.io';
const say = (line: string) => process.stderr.write(`${line}\n`);

describeOnCluster('who may do what on a cluster', () => {
  let cluster: TestCluster;
  let nodes: NodeSimulator;
  let proxy: FaultProxy;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    proxy = await startFaultProxy(cluster.controlPlane);
    nodes = await cluster.withNodes();
    await trunkNode(nodes);
    for (const namespace of NAMESPACES) {
      await cluster.namespace(namespace);
    }
    for (const [name, person] of Object.entries(PEOPLE)) {
      await grant(cluster, name, person);
    }
  });
  afterAll(async () => {
    await proxy?.stop();
    await cluster?.stop();
  });

  const run = (
    cell: Cell,
    user: ReturnType<typeof entity>,
    settings: Site = site,
  ) => {
    const work = WORK[cell.kind];
    proxy.script();
    return cluster.run({
      action: work.action,
      input: work.input(cell),
      site: settings,
      server: proxy.url,
      context: { user, isDryRun: work.isDryRun },
    });
  };

  /** Everything that the work could write, by kind, namespace and name, with its version. */
  const standing = async (): Promise<Map<string, string>> => {
    // The simulator's client waits where the server is not ready, as it is for a moment after a kind was defined.
    const lists = await Promise.all(
      [POLICY_PATH, NETWORK_PATH, VM_PATH].map(path =>
        nodes.api.call('GET', path),
      ),
    );
    return new Map(
      lists
        .flatMap(({ items }) => items)
        .map(({ kind, metadata, spec }) => [
          `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
          JSON.stringify([
            metadata.uid,
            metadata.generation,
            // Policies change with their nodes, in their status alone.
            kind === refs.policy('').kind ? '' : metadata.resourceVersion,
            metadata.labels,
            spec,
          ]),
        ]),
    );
  };

  const changed = (before: Map<string, string>, after: Map<string, string>) => [
    ...[...after].flatMap(([key, value]) =>
      before.get(key) === value ? [] : [key],
    ),
    ...[...before.keys()].filter(key => !after.has(key)),
  ];

  it('writes all that the API server allows, and nothing else: 6 users, 6 namespaces, 5 kinds of work', async () => {
    const count: Record<string, Record<string, Cells>> = {};
    const faults = {
      overGrants: [] as string[],
      falseRefusals: [] as string[],
      writesBeforeReviews: [] as string[],
      otherRefusals: [] as string[],
    };
    let id = 100;
    let reviews = 0;
    let before = await standing();
    for (const [name, { groups }] of Object.entries(PEOPLE)) {
      const user = entity(name, groups, { relations: name === 'member' });
      for (const kind of Object.keys(WORK)) {
        count[name] = { ...count[name], [kind]: { allowed: 0, refused: 0 } };
        for (const namespace of NAMESPACES) {
          id += 1;
          const cell = { user: name, namespace, kind, id };
          const where = `${name} ${kind} ${namespace}`;
          const needs = needsOf(cell);
          const subject = {
            user: `backstage:default/${name}`,
            groups: [
              ...groups.map(group => `backstage:default/${group}`),
              'system:authenticated',
            ],
          };
          const answers = [];
          for (const need of needs) {
            answers.push(await allows(nodes, subject, need));
          }
          const may = answers.every(answer => answer);
          // Two independent oracles: the server and the written table.
          expect([where, may]).toEqual([
            where,
            MAY[name][kind]?.includes(namespace) ?? false,
          ]);

          const { error, outputs } = await run(cell, user);
          const after = await standing();
          const written = changed(before, after);
          const isWriting = may && !WORK[kind].isDryRun;
          before = after;
          count[name][kind][error === undefined ? 'allowed' : 'refused'] += 1;
          reviews += proxy.requests.filter(isReview).length;

          const allowed = isWriting ? objectsOf(cell) : [];
          faults.overGrants.push(
            ...written
              .filter(key => !allowed.includes(key))
              .map(key => `${where}: ${key}`),
            ...(error === undefined && !may ? [where] : []),
          );
          if (may && error !== undefined) {
            faults.falseRefusals.push(`${where}: ${error}`);
          }
          if (!may && !/Missing rights|can't be read/.test(error ?? '')) {
            faults.otherRefusals.push(`${where}: ${error}`);
          }
          faults.writesBeforeReviews.push(
            ...tooEarly(proxy.requests, may).map(
              request => `${where}: ${request}`,
            ),
          );
          expect([where, written.sort()]).toEqual([where, allowed.sort()]);
          const changes = isWriting ? outputs.changes : [];
          expect(changes.map((c: any) => c.action)).toEqual(
            allowed.map(() => 'created'),
          );
        }
      }
    }
    say(table(count));
    const total = Object.values(count).flatMap(kinds => Object.values(kinds));
    const sum = (key: keyof Cells) =>
      total.reduce((all, cells) => all + cells[key], 0);
    say(
      `identities: ${sum('allowed') + sum('refused')} cells, ${sum(
        'allowed',
      )} allowed, ${sum('refused')} refused; ${reviews} access reviews; ${
        faults.overGrants.length
      } over-grants, ${faults.falseRefusals.length} false refusals, ${
        faults.writesBeforeReviews.length
      } writes before the reviews`,
    );
    expect(faults).toEqual({
      overGrants: [],
      falseRefusals: [],
      writesBeforeReviews: [],
      otherRefusals: [],
    });
    expect(sum('allowed') + sum('refused')).toBe(180);
    expect(sum('allowed')).toBe(
      Object.values(MAY)
        .flatMap(kinds => Object.values(kinds))
        .flat().length,
    );
  });

  it('limits a right to one name to that name', async () => {
    const cell = {
      user: 'networks',
      namespace: 'team-e',
      kind: 'network',
      id: 4000,
    };
    const user = entity('networks', PEOPLE.networks.groups);
    // Server-side apply creates by name, so the API server accepts a right to one name.
    const made = await run(cell, user);
    expect(made.error).toBeUndefined();
    expect(made.outputs.changes).toMatchObject([{ action: 'created' }]);
    const changedByName = await cluster.run({
      action: 'vlan-attach',
      input: { ...WORK.network.input(cell), macspoofchk: false },
      site,
      server: proxy.url,
      context: { user },
    });
    expect(changedByName.error).toBeUndefined();
    expect(changedByName.outputs.changes).toMatchObject([
      { action: 'configured' },
    ]);
    const other = await run({ ...cell, id: 3999 }, user);
    expect(other.error).toContain('Missing rights');
  });

  it('reads as the requester where the site says so', async () => {
    const requester = { ...site, facts: { identity: 'requester' as const } };
    const count: Cells = { allowed: 0, refused: 0 };
    let id = 2000;
    for (const [name, { groups }] of Object.entries(PEOPLE)) {
      for (const kind of ['vm', 'attach-dry']) {
        for (const namespace of NAMESPACES) {
          id += 1;
          const { error } = await run(
            { user: name, kind, namespace, id },
            entity(name, groups),
            requester,
          );
          const may = MAY[name][kind]?.includes(namespace) ?? false;
          expect([name, kind, namespace, error === undefined]).toEqual([
            name,
            kind,
            namespace,
            may,
          ]);
          count[may ? 'allowed' : 'refused'] += 1;
        }
      }
    }
    say(
      `identities, facts as the requester: ${
        count.allowed + count.refused
      } cells, ${count.allowed} allowed, ${count.refused} refused, as expected`,
    );
  });

  describe('a name that looks like another', () => {
    const templates = (user: string, group: string) => ({
      ...site,
      apply: { ...site.apply, impersonation: { user, group } },
    });
    const DISGUISES: Record<
      string,
      { user: ReturnType<typeof entity>; settings?: Site }
    > = {
      'system:admin': { user: entity('system:admin', []) },
      'system:admin, by a template without a prefix': {
        user: entity('system:admin', []),
        settings: templates('{name}', '{name}'),
      },
      'System:Admin, by a template without a prefix': {
        user: entity('System:Admin', []),
        settings: templates('{name}', '{name}'),
      },
      'kubernetes-admin’s group': {
        user: entity('eve', ['kubeadm:cluster-admins']),
        settings: templates('{name}', '{name}'),
      },
      'system:masters as a group': {
        user: entity('eve', ['system:masters']),
      },
      'system:masters as a group, by a template without a prefix': {
        user: entity('eve', ['system:masters']),
        settings: templates('{name}', '{name}'),
      },
      'system:masters as a group with its kind': {
        user: entity('eve', ['group:default/system:masters']),
        settings: templates('{name}', '{name}'),
      },
      'system:masters by a relation': {
        user: entity('eve', ['system:masters'], { relations: true }),
        settings: templates('{name}', '{name}'),
      },
      'system:serviceaccount as a namespace': {
        user: entity('backstage:backstage', [], {
          namespace: 'system:serviceaccount',
        }),
        settings: templates('{namespace}:{name}', '{namespace}:{name}'),
      },
      'system as a namespace': {
        user: entity('admin', ['masters'], { namespace: 'system' }),
        settings: templates('{namespace}:{name}', '{namespace}:{name}'),
      },
      'a member of another catalog namespace': {
        user: entity('member', [], { namespace: 'other' }),
      },
      'a member of another catalog namespace, by a template without it': {
        user: entity('member', [], { namespace: 'other' }),
        settings: templates('backstage:default/{name}', '{name}'),
      },
      'a group of another catalog namespace': {
        user: entity('eve', ['group:other/all-of-it']),
      },
      'a group of another catalog namespace, by a template without it': {
        user: entity('eve', ['group:other/all-of-it']),
        settings: templates(
          'backstage:{namespace}/{name}',
          'backstage:default/{name}',
        ),
      },
      'a user as a group': { user: entity('eve', ['user:default/member']) },
      'a group as a user': { user: entity('all-of-it', []) },
      'two groups in one name': {
        user: entity('eve', ['lookers,backstage:default/all-of-it']),
      },
      'a header in a group’s name': {
        user: entity('eve', [
          'lookers\r\nImpersonate-Group: backstage:default/all-of-it',
        ]),
      },
      'a header in a user’s name': {
        user: entity('eve\r\nImpersonate-Group: system:masters', []),
      },
      'another case': { user: entity('MEMBER', ['ALL-OF-IT']) },
      'a letter that looks like another': {
        user: entity('mеmber', ['аll-of-it']),
      },
      'a space after the name': { user: entity('member ', ['all-of-it ']) },
      'a path to the other': {
        user: entity('../default/member', ['../default/all-of-it']),
      },
      'an e-mail address of the system': {
        user: entity('eve', [], { email: 'system:admin@example.com' }),
        settings: templates('{email}', 'backstage:{namespace}/{name}'),
      },
    };

    it('gains no access', async () => {
      const before = await standing();
      const count = { refusedBefore: 0, refusedByReview: 0 };
      let id = 3000;
      for (const [what, { user, settings }] of Object.entries(DISGUISES)) {
        for (const [i, kind] of Object.keys(WORK).entries()) {
          id += 1;
          const namespace = NAMESPACES[(id + i) % NAMESPACES.length];
          const { error } = await run(
            { user: what, namespace, kind, id },
            user,
            settings,
          );
          expect([what, kind, error]).toEqual([
            what,
            kind,
            expect.stringMatching(
              /^(Direct apply does not act as|Missing rights|kubevirt.apply.impersonation.user is|User reference|Entity reference)/,
            ),
          ]);
          expect([what, proxy.requests.filter(isPatch)]).toEqual([what, []]);
          count[
            /^Missing rights/.test(error!) ? 'refusedByReview' : 'refusedBefore'
          ] += 1;
        }
      }
      expect(changed(before, await standing())).toEqual([]);
      say(
        `disguises: ${Object.keys(DISGUISES).length} in ${
          Object.keys(WORK).length
        } kinds of work: 0 writes, ${
          count.refusedBefore
        } refused before the cluster was asked, ${
          count.refusedByReview
        } by its reviews`,
      );
      expect(count.refusedBefore).toBeGreaterThan(20);
      expect(count.refusedByReview).toBeGreaterThan(20);
    });
  });

  function needsOf(cell: Cell): Need[] {
    const { policy, object } = WORK[cell.kind];
    const { namespace, id } = cell;
    const needs = (of: string[], name: string, where?: string): Need[] =>
      ['get', 'create', 'patch'].map(verb => ({
        of,
        verb,
        name,
        namespace: where,
      }));
    const { of, name } = object(cell);
    return [
      ...needs(of, name, namespace),
      ...(policy
        ? [
            ...needs(POLICIES, `vlan-${id}-policy-c7000`),
            // A person who changes nodes must be able to watch the result.
            ...['list', 'watch'].flatMap(verb => [
              { of: POLICIES, verb },
              { of: ENACTMENTS, verb },
            ]),
          ]
        : []),
    ];
  }

  function objectsOf(cell: Cell): string[] {
    const { policy, object } = WORK[cell.kind];
    const { of, name } = object(cell);
    const kind = of === VMS ? refs.vm('', '').kind : refs.network('', '').kind;
    return [
      ...(policy
        ? [`${refs.policy('').kind}//vlan-${cell.id}-policy-c7000`]
        : []),
      `${kind}/${cell.namespace}/${name}`,
    ];
  }
});

interface Cells {
  allowed: number;
  refused: number;
}

function table(count: Record<string, Record<string, Cells>>): string {
  const kinds = Object.keys(WORK);
  const row = (cells: string[]) =>
    cells.map((cell, i) => cell.padEnd(i === 0 ? 10 : 12)).join('');
  return [
    row(['allowed/6', ...kinds]),
    ...Object.entries(count).map(([name, cells]) =>
      row([name, ...kinds.map(kind => String(cells[kind].allowed))]),
    ),
  ].join('\n');
}

function isReview(request: string): boolean {
  return /^POST .*\/selfsubjectaccessreviews/.test(request);
}

function isPatch(request: string): boolean {
  return /^(PATCH|PUT|DELETE) /.test(request);
}

function isWrite(request: string): boolean {
  return (
    !isReview(request) &&
    !/^GET /.test(request) &&
    !/[?&]dryRun=All/.test(request)
  );
}

/** The writes before the last review, or any write where the reviews refuse: not even a dry run is allowed. */
function tooEarly(requests: string[], may: boolean): string[] {
  const reviewed = requests.findLastIndex(isReview);
  return requests.filter(
    (request, i) =>
      (isPatch(request) || isWrite(request)) && (!may || i < reviewed),
  );
}

/** What the API server answers about a user, asked as a member of system:masters. */
async function allows(
  { api }: NodeSimulator,
  subject: { user: string; groups: string[] },
  { of: [group, resource], verb, namespace, name }: Need,
): Promise<boolean> {
  const { status } = await api.call(
    'POST',
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        ...subject,
        resourceAttributes: { group, resource, verb, namespace, name },
      },
    },
  );
  return status.allowed;
}

async function grant(
  cluster: TestCluster,
  person: string,
  { groups, grants, byGroup }: Person,
): Promise<void> {
  const subject = byGroup
    ? { kind: 'Group', name: `backstage:default/${groups[0]}` }
    : { kind: 'User', name: `backstage:default/${person}` };
  for (const [i, { of, verbs, names, namespaces = [''] }] of grants.entries()) {
    const name = `identities-${person}-${i}`;
    await cluster.create({
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name },
      rules: [
        {
          apiGroups: [of[0]],
          resources: [of[1]],
          verbs,
          ...(names && { resourceNames: names }),
        },
      ],
    });
    for (const namespace of namespaces) {
      await cluster.create({
        apiVersion: `${RBAC}/v1`,
        kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
        metadata: { name, ...(namespace && { namespace }) },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
        subjects: [{ apiGroup: RBAC, ...subject }],
      } as KubeObject);
    }
  }
}

/** A node with a bridge that carries all VLANs of its uplink. */
async function trunkNode({ api }: NodeSimulator): Promise<void> {
  const metadata = { name: 'trunk-1', labels: { hardware: 'trunk' } };
  await api.put(NODES, { apiVersion: 'v1', kind: 'Node', metadata });
  const port = (name: string) => ({
    name,
    type: 'ethernet',
    state: 'up',
    mtu: 1500,
  });
  const vlan = {
    mode: 'trunk',
    'trunk-tags': [{ 'id-range': { min: 2, max: 4094 } }],
  };
  await api.put(STATES, {
    apiVersion: 'nmstate.io/v1beta1',
    kind: 'NodeNetworkState',
    metadata: { name: metadata.name },
    status: {
      currentState: {
        interfaces: [
          port('eno1'),
          port('eno50'),
          {
            name: 'br-trunk',
            type: 'linux-bridge',
            state: 'up',
            mtu: 1500,
            bridge: {
              options: { stp: { enabled: false } },
              port: [{ name: 'eno50', vlan }],
            },
          },
        ],
      },
    },
  });
}
