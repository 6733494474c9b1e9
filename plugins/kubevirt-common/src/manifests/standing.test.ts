import { applied, becoming, standing } from './standing';
import {
  fact,
  live,
  network,
  policy,
  vm,
} from '../check/__testUtils__/cluster';

const sources = (found: ReturnType<typeof standing>) =>
  found.map(({ object, source }) => `${object.metadata.name} ${source}`);

describe('standing', () => {
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

  it('gives an object of two places once, and what is proposed too', () => {
    expect(sources(standing(facts))).toEqual([
      'nad-1085 main',
      'vlan-1085-policy-c7000 cluster demo',
      'nad-7 cluster demo',
      'nad-1085 request #1',
    ]);
    expect(sources(applied(facts))).not.toContain('nad-1085 request #1');
    expect(standing({ cluster: 'demo' })).toEqual([]);
  });

  it('becomes what this change makes of it', () => {
    const manifests = [network(), vm()];
    expect(sources(becoming({ manifests, facts }))).toEqual([
      'nad-1085 this change',
      'web-1 this change',
      'vlan-1085-policy-c7000 cluster demo',
      'nad-7 cluster demo',
    ]);
  });
});
