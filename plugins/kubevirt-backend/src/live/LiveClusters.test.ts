import {
  KINDS,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { node, siteConfig } from '../__testUtils__/samples';
import { LiveClusters } from './LiveClusters';

describe('LiveClusters', () => {
  it('waits for a cluster up to the limit, and only once', async () => {
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
    const because =
      'cluster demo can’t be read: it did not answer within 0.05 s';
    expect(await Promise.all([read(), read()])).toEqual([
      { known: false, because },
      { known: false, because },
    ]);
    expect(await read()).toEqual({ known: false, because });
    expect(access.opened).toBe(1);
    expect(access.closed).toBe(1);
  });
});
