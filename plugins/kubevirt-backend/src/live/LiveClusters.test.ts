import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { node, siteConfig } from '../__testUtils__/samples';
import { KINDS } from './kinds';
import { LiveClusters } from './LiveClusters';

describe('LiveClusters', () => {
  it('waits no longer than it may for a cluster, and not twice', async () => {
    const access = new FakeClusters();
    access.put('demo', node('n1'));
    access.faults.set('Node', 'hang');
    const live = new LiveClusters({
      site: parseSite({
        ...siteConfig,
        facts: { identity: 'service-account' },
      }),
      access,
      timeoutMs: 50,
    });
    const read = () =>
      live.read({
        cluster: 'demo',
        requester: {
          credentials: mockCredentials.user(),
          ref: 'user:default/mia',
          user: { ref: 'user:default/mia', groups: [] },
        },
        what: 'nodes',
        read: client => client.list(KINDS.nodes),
      });
    const unavailable =
      'cluster demo can’t be read: it did not answer within 0.05 s';
    expect(await Promise.all([read(), read()])).toEqual([
      { unavailable },
      { unavailable },
    ]);
    expect(await read()).toEqual({ unavailable });
    expect(access.opened).toBe(1);
    expect(access.closed).toBe(1);
  });
});
