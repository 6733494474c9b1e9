import { vlanEntity, vlanOwnedBy } from '../__testUtils__/vlans';
import { useProblem } from './useProblem';

const guest = {
  ref: 'user:default/guest',
  groups: ['group:default/platform'],
};
const use = {
  vlan: vlanEntity(),
  user: guest,
  cluster: 'demo',
  namespace: 'demo',
  nodePool: 'c7000',
};

describe('useProblem', () => {
  it.each<[string, object]>([
    ['a member of an allowed group', {}],
    [
      'a member of the owner, in any spelling',
      { user: { ref: 'user:default/a', groups: ['Group:default/NETWORK'] } },
    ],
    [
      'the user who owns it',
      {
        vlan: vlanEntity({ spec: { owner: 'user:Guest' } }),
        user: { ref: 'User:default/GUEST', groups: [] },
      },
    ],
    ['a use without a node pool', { nodePool: undefined }],
    [
      'any cluster and pool if the VLAN names none',
      {
        vlan: vlanEntity({
          vlan: { clusters: undefined, nodePools: undefined },
        }),
        cluster: 'prod',
        nodePool: 'gpu',
      },
    ],
    [
      "any tenant's namespace",
      {
        vlan: vlanEntity({ vlan: { allowedNamespaces: ['*'] } }),
        namespace: 'x',
      },
    ],
  ])('allows %s', (_, more) => {
    expect(useProblem({ ...use, ...more })).toBeUndefined();
  });

  it.each<[string, object, string]>([
    [
      'nobody',
      { user: undefined },
      'found nobody who is signed in, allowed: its owner group:default/network and group:default/platform; ask its owner group:default/network',
    ],
    [
      'an unrelated user',
      { user: { ref: 'user:default/eve', groups: ['group:default/sales'] } },
      'found user:default/eve (member of group:default/sales), allowed: its owner group:default/network and group:default/platform; ask its owner group:default/network',
    ],
    [
      'an unrelated user, if only the owner has access',
      {
        vlan: vlanEntity({ vlan: { allowedGroups: [] } }),
        user: { ref: 'user:default/eve', groups: [] },
      },
      'found user:default/eve (member of no group), allowed: its owner group:default/network, and nobody else; ask its owner group:default/network',
    ],
    [
      'another cluster',
      { cluster: 'prod' },
      'found cluster "prod", allowed: "demo"; ask its owner group:default/network',
    ],
    [
      'another namespace',
      { namespace: 'Demo' },
      'found namespace "Demo", allowed: "demo"; ask its owner group:default/network',
    ],
    [
      'a namespace of the platform',
      {
        vlan: vlanEntity({ vlan: { allowedNamespaces: ['*'] } }),
        namespace: 'openshift-cnv',
      },
      'found namespace "openshift-cnv", allowed: a tenant’s namespace; ask its owner group:default/network',
    ],
    [
      'another node pool',
      { nodePool: 'C7000' },
      'found node pool "C7000", allowed: "c7000"; ask its owner group:default/network',
    ],
  ])('refuses %s', (_, more, problem) => {
    expect(useProblem({ ...use, ...more })).toBe(problem);
  });

  it('refuses members of one team the VLAN of another, for every id', () => {
    const teams = ['team-a', 'team-b', 'team-ab', 'a', 'b'];
    let crossed = 0;
    let used = 0;
    for (let id = 1; id <= 4094; id += 1) {
      const owner = teams[id % teams.length];
      const vlan = vlanOwnedBy(id, owner);
      for (const team of teams) {
        const user = {
          ref: `user:default/${owner}`,
          groups: [`group:default/${team}`],
        };
        const problem = useProblem({ ...use, vlan, user });
        used += team === owner && problem === undefined ? 1 : 0;
        crossed += team !== owner && problem === undefined ? 1 : 0;
      }
    }
    expect({ used, crossed }).toEqual({ used: 4094, crossed: 0 });
    expect(() => vlanOwnedBy(0, 'team-a')).toThrow('spec.vlan.id');
    expect(() => vlanOwnedBy(4095, 'team-a')).toThrow('spec.vlan.id');
  });
});
