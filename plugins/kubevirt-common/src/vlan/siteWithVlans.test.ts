import { z } from 'zod/v3';
import { vmInput } from 'kubevirt-vlan-test-kit';
import { site } from '../__testUtils__/samples';
import { vlanEntity, vlanOwnedBy } from '../__testUtils__/vlans';
import { planVirtualMachine } from '../plan';
import { createVmSchema } from '../request';
import { siteWithVlans } from './siteWithVlans';

describe('siteWithVlans', () => {
  it('replaces entries of the configuration, and adds the others', () => {
    const changed = siteWithVlans(site, 'demo', [
      vlanEntity({
        vlan: {
          subnet: '10.7.0.0/24',
          gateway: '10.7.0.1',
          reserved: ['10.7.0.1-10.7.0.9'],
        },
      }),
      vlanOwnedBy(1100, 'payments'),
    ]);
    expect(changed.clusters.demo.vlans).toEqual([
      { id: 1090, subnet: '10.6.90.0/24', dns: [], reserved: [] },
      {
        id: 1085,
        description: 'Bare-metal provisioning',
        owner: 'group:default/network',
        subnet: '10.7.0.0/24',
        gateway: '10.7.0.1',
        dns: ['10.6.0.53'],
        reserved: ['10.7.0.1-10.7.0.9'],
      },
      {
        id: 1100,
        description: 'Bare-metal provisioning',
        owner: 'group:default/payments',
        subnet: undefined,
        gateway: undefined,
        dns: [],
        reserved: [],
      },
    ]);
    expect(changed.clusters.demo.nodePools).toBe(site.clusters.demo.nodePools);
    expect(site.clusters.demo.vlans).toHaveLength(2);
  });

  it.each(['other', 'constructor', '__proto__'])(
    'leaves a site alone that has no cluster %p',
    cluster => {
      expect(siteWithVlans(site, cluster, [vlanEntity()])).toBe(site);
    },
  );

  it('gives the planner the subnet of the entity', () => {
    const changed = siteWithVlans(site, 'demo', [
      vlanEntity({
        vlan: { subnet: '10.7.0.0/24', gateway: '10.7.0.1', reserved: [] },
      }),
    ]);
    const at = (ipAddress: string) => () =>
      planVirtualMachine(
        createVmSchema(z).parse({
          ...vmInput,
          networks: [{ name: 'nic1', vlanId: 1085, ipAddress }],
        }),
        changed,
      );
    expect(at('10.6.85.20')).toThrow('outside the subnet 10.7.0.0/24');
    expect(at('10.7.0.20')).not.toThrow();
  });
});
