import { siteData } from 'kubevirt-vlan-test-kit';
import { parseSite } from './site';

const withSite = (change: (data: any) => void) => {
  const data = structuredClone(siteData());
  change(data);
  return () => parseSite(data);
};

describe('parseSite', () => {
  it('fills in the defaults', () => {
    expect(parseSite(siteData())).toMatchObject({
      fieldManager: 'backstage-kubevirt',
      deliveries: ['render', 'pull-request'],
      apply: {
        identity: 'impersonate',
        impersonation: {
          user: 'backstage:{namespace}/{name}',
          group: 'backstage:{namespace}/{name}',
        },
        userTokenSecret: 'kubernetesToken',
        waitMinutes: 60,
      },
      names: {
        policy: 'vlan-{vlanId}-policy-{nodePool}',
        vlanInterface: '{uplink}.{vlanId}',
        bridge: 'bridge-{vlanId}',
        network: 'nad-{vlanId}',
      },
      gitOps: {
        baseBranch: 'main',
        branch: 'kubevirt/{action}/{cluster}/{object}',
        paths: {
          clusterScoped: 'clusters/{cluster}/nodes/{name}.yaml',
          namespaced:
            'clusters/{cluster}/namespaces/{namespace}/{kind}-{name}.yaml',
        },
      },
      clusters: { demo: { nodePools: { c7000: { maxUnavailable: 1 } } } },
    });
  });

  it.each<[string, (data: any) => void, string]>([
    [
      'no cluster',
      d => (d.clusters = {}),
      'kubevirt.clusters must be at least',
    ],
    ['clusters missing', d => delete d.clusters, 'kubevirt.clusters must be'],
    [
      'an unknown key',
      d => (d.cluster = {}),
      'kubevirt has unknown keys: cluster',
    ],
    [
      'an unknown key of a pool',
      d => (d.clusters.demo.nodePools.c7000.nic = 'x'),
      'kubevirt.clusters.demo.nodePools.c7000 has unknown keys: nic',
    ],
    [
      'a pool without a selector',
      d => (d.clusters.demo.nodePools.c7000.nodeSelector = {}),
      'kubevirt.clusters.demo.nodePools.c7000.nodeSelector must be at least one label',
    ],
    [
      'a label with a boolean value',
      d => (d.clusters.demo.nodePools.c7000.nodeSelector = { a: true }),
      'kubevirt.clusters.demo.nodePools.c7000.nodeSelector.a must be a text',
    ],
    [
      'an uplink that is too long',
      d => (d.clusters.demo.nodePools.c7000.uplink = 'enp175s0f0np0np0'),
      'kubevirt.clusters.demo.nodePools.c7000.uplink must be 1 to 15 characters',
    ],
    [
      'a VLAN out of range',
      d => (d.clusters.demo.vlans[0].id = 4095),
      'kubevirt.clusters.demo.vlans[0].id must be an integer from 1 to 4094',
    ],
    [
      'a VLAN twice',
      d => (d.clusters.demo.vlans[1].id = 1085),
      'kubevirt.clusters.demo.vlans[1].id must be an id that no other VLAN',
    ],
    [
      'a subnet with host bits',
      d => (d.clusters.demo.vlans[0].subnet = '10.6.85.7/24'),
      'kubevirt.clusters.demo.vlans[0].subnet must be a subnet',
    ],
    [
      'a gateway outside the subnet',
      d => (d.clusters.demo.vlans[0].gateway = '10.6.86.1'),
      'kubevirt.clusters.demo.vlans[0].gateway must be a host address inside',
    ],
    [
      'a repository URL with a password',
      d => (d.gitOps.repoUrl = 'https://u:topsecret@git.example.com/a.git'),
      'kubevirt.gitOps.repoUrl must be an http(s) clone URL without credentials',
    ],
    [
      'no repository for pull requests',
      d => delete d.gitOps,
      'kubevirt.gitOps must be the GitOps repository',
    ],
    [
      'a branch without the object',
      d => (d.gitOps.branch = 'kubevirt/{action}/{cluster}'),
      'kubevirt.gitOps.branch must be a template with {action}, {cluster}, {object}',
    ],
    [
      'a path that leaves the repository',
      d => (d.gitOps.paths = { clusterScoped: '../{cluster}/{name}.yaml' }),
      'kubevirt.gitOps.paths.clusterScoped must be a relative path',
    ],
    [
      'a path without the namespace',
      d => (d.gitOps.paths = { namespaced: '{cluster}/{kind}-{name}.yaml' }),
      'kubevirt.gitOps.paths.namespaced must be a template with {cluster}, {namespace}, {kind}, {name}',
    ],
    [
      'an unknown placeholder',
      d => (d.names = { network: 'nad-{vlan}' }),
      'kubevirt.names.network must be a template with {vlanId}',
    ],
    [
      'a bridge name that is too long',
      d => (d.names = { bridge: 'linux-bridge-{vlanId}' }),
      'kubevirt.names.bridge must be a template with {vlanId} that gives an interface name of at most 15',
    ],
    [
      'a file in no folder',
      d =>
        (d.gitOps.paths = {
          namespaced: '{cluster}-{namespace}-{kind}-{name}.yaml',
        }),
      'kubevirt.gitOps.paths.namespaced must be a relative path with a folder',
    ],
    [
      'a branch with an empty part',
      d => (d.gitOps.branch = 'a//{action}/{cluster}/{object}'),
      'kubevirt.gitOps.branch must be a branch name',
    ],
    [
      'a base branch that git refuses',
      d => (d.gitOps.baseBranch = 'a..b'),
      'kubevirt.gitOps.baseBranch must be a name that git takes',
    ],
    [
      'a policy name with upper case',
      d => (d.names = { policy: 'vlan-A-{vlanId}-{nodePool}' }),
      'kubevirt.names.policy must be a template of lower-case letters',
    ],
    [
      'a policy name that two policies could share',
      d => (d.names = { policy: '{vlanId}{nodePool}' }),
      'kubevirt.names.policy must be a template with {vlanId}, {nodePool}, with text between any two',
    ],
    [
      'a bridge named like a VLAN interface',
      d => (d.names = { bridge: 'vlan{vlanId}' }),
      'kubevirt.names.bridge must be a template with {vlanId} that gives an interface name of at most 15 characters, other than vlan{vlanId}',
    ],
    [
      'a cluster whose branch git refuses',
      d => (d.clusters['x.lock'] = {}),
      'kubevirt.clusters.x.lock must be a name without ".lock"',
    ],
    [
      'a maxUnavailable of zero',
      d => (d.clusters.demo.nodePools.c7000.maxUnavailable = 0),
      'kubevirt.clusters.demo.nodePools.c7000.maxUnavailable must be a number of at least 1, or a percentage',
    ],
    [
      'a string for gitOps',
      d => (d.gitOps = 'x'),
      'kubevirt.gitOps must be a mapping',
    ],
    [
      'a string for a pool',
      d => (d.clusters.demo.nodePools.c7000 = 'x'),
      'kubevirt.clusters.demo.nodePools.c7000 must be a mapping',
    ],
    [
      'a delivery that does not exist',
      d => (d.deliveries = ['push']),
      'kubevirt.deliveries[0] must be one of "render", "pull-request", "apply"',
    ],
    [
      'a default cluster that does not exist',
      d => (d.defaultCluster = 'prod'),
      'kubevirt.defaultCluster must be one of demo',
    ],
    [
      'a user name that Kubernetes reserves',
      d => (d.apply = { impersonation: { user: 'System:{name}' } }),
      'kubevirt.apply.impersonation.user must be a template that does not begin with "system:"',
    ],
    [
      'one group for everybody',
      d => (d.apply = { impersonation: { group: 'all-{namespace}' } }),
      'kubevirt.apply.impersonation.group must be a template with {name}',
    ],
    [
      'an identity that does not exist',
      d => (d.apply = { identity: 'admin' }),
      'kubevirt.apply.identity must be one of "impersonate", "user-token", "service-account"',
    ],
    [
      'a wait without an end',
      d => (d.apply = { waitMinutes: 100000 }),
      'kubevirt.apply.waitMinutes must be at most 1440 minutes',
    ],
    [
      'a kubeconfig without a file',
      d => (d.clusters.demo.kubeconfig = { context: 'x' }),
      'kubevirt.clusters.demo.kubeconfig.file must be a text',
    ],
    [
      'a label with a comma',
      d => (d.gitOps.labels = ['a,b']),
      'kubevirt.gitOps.labels[0] must be a label of 50 characters at most',
    ],
    [
      'a VLAN whose owner is not an entity reference',
      d => (d.clusters.demo.vlans[0].owner = 'the network team'),
      'kubevirt.clusters.demo.vlans[0].owner must be an entity reference',
    ],
    [
      'the field manager kubectl',
      d => (d.fieldManager = 'kubectl'),
      'kubevirt.fieldManager must be a name of its own',
    ],
  ])('refuses %s and names the key', (_what, change, message) => {
    expect(withSite(change)).toThrow(message);
  });

  it('does not repeat values in its messages', () => {
    expect(
      withSite(d => {
        d.gitOps.repoUrl = 'https://u:topsecret@git.example.com/a.git';
      }),
    ).not.toThrow(/topsecret/);
  });

  it('accepts label keys with dots, and empty values', () => {
    expect(
      withSite(d => {
        d.clusters.demo.nodePools.c7000.nodeSelector = {
          'node-role.kubernetes.io/worker': '',
        };
      })().clusters.demo.nodePools.c7000.nodeSelector,
    ).toEqual({ 'node-role.kubernetes.io/worker': '' });
  });
});
