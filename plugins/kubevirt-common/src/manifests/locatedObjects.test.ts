import {
  appliedObjects,
  knownObjects,
  resultingObjects,
} from './locatedObjects';
import {
  fact,
  live,
  network,
  policy,
  vm,
} from '../check/__testUtils__/cluster';

const sources = (found: ReturnType<typeof knownObjects>) =>
  found.map(({ object, source }) => `${object.metadata.name} ${source}`);

describe('locatedObjects', () => {
  const facts = {
    cluster: 'demo',
    existing: { source: 'main', objects: [network()] },
    open: [{ source: 'request #1', objects: [network()] }],
    live: live({
      policies: fact(policy(1085)),
      networks: fact(network(), network({ name: 'nad-7' })),
      vms: { known: false, because: 'of RBAC' },
    }),
  };

  it('lists an object of two places once, and adds what open changes propose', () => {
    expect(sources(knownObjects(facts))).toEqual([
      'nad-1085 main',
      'vlan-1085-policy-c7000 cluster demo',
      'nad-7 cluster demo',
      'nad-1085 request #1',
    ]);
    expect(sources(appliedObjects(facts))).not.toContain('nad-1085 request #1');
    expect(knownObjects({ cluster: 'demo' })).toEqual([]);
  });

  it('puts the objects of this change in place of the known ones', () => {
    const manifests = [network(), vm()];
    expect(sources(resultingObjects({ manifests, facts }))).toEqual([
      'nad-1085 this change',
      'web-1 this change',
      'vlan-1085-policy-c7000 cluster demo',
      'nad-7 cluster demo',
    ]);
  });
});
