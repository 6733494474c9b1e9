import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOfPath } from './clusterOfPath';

const siteOf = (paths?: object) =>
  parseSite({
    clusters: { prod: {}, 'prod-eu': {}, 'a.b': {} },
    gitOps: {
      repoUrl: 'https://git.example.com/platform/gitops.git',
      ...(paths && { paths }),
    },
  });

describe('clusterOfPath', () => {
  it.each([
    ['clusters/prod/nodes/a.yaml', 'prod'],
    ['clusters/prod-eu/namespaces/x/vm-a.yaml', 'prod-eu'],
    ['clusters/prod-eu/anything/below/it.json', 'prod-eu'],
    ['clusters/a.b/nodes/a.yaml', 'a.b'],
    ['clusters/axb/nodes/a.yaml', 'axb'],
    ['clusters/unknown/nodes/a.yaml', 'unknown'],
    ['clusters/prod', undefined],
    ['base/clusters/prod/nodes/a.yaml', undefined],
    ['../clusters/prod/nodes/a.yaml', undefined],
    ['a.yaml', undefined],
  ])('reads %s', (path, cluster) => {
    expect(clusterOfPath(siteOf(), path)).toBe(cluster);
  });

  it('finds a cluster whose name is part of a file name', () => {
    const site = siteOf({
      clusterScoped: 'nodes/{cluster}-{name}.yaml',
      namespaced: 'ns/{cluster}/{namespace}-{kind}-{name}.yaml',
    });
    expect(clusterOfPath(site, 'nodes/prod-eu-db.yaml')).toBe('prod-eu');
    expect(clusterOfPath(site, 'nodes/prod-db.yaml')).toBe('prod');
    expect(clusterOfPath(site, 'ns/prod/a.yaml')).toBe('prod');
  });

  it('does not treat every folder at the root as a cluster', () => {
    const site = siteOf({
      clusterScoped: '{cluster}/nodes/{name}.yaml',
      namespaced: '{cluster}/{namespace}/{kind}-{name}.yaml',
    });
    expect(clusterOfPath(site, 'prod/nodes/a.yaml')).toBe('prod');
    expect(clusterOfPath(site, 'docs/a.yaml')).toBeUndefined();
  });
});
