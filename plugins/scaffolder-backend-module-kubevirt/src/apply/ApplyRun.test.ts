import {
  KubeObject,
  formatChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { NotAllowedError } from '@backstage/errors';
import { ObedientCluster } from 'kubevirt-vlan-test-kit/node';
import { network, policy } from './__testUtils__/objects';
import { ApplyOptions } from './ApplyRun';
import { applyPreviewed } from './applyPreviewed';
import { PreviewEntry } from './previewApply';

// Not a bound on speed: a busy policy is waited for in real time.
jest.setTimeout(60_000);

describe('the permission that is asked for again during an apply', () => {
  let cluster: ObedientCluster;
  beforeEach(() => {
    cluster = new ObedientCluster();
  });

  const logger = { info() {}, warn() {}, debug() {} };
  const created = (object: KubeObject): PreviewEntry => ({
    object,
    action: 'created',
  });
  const apply = async (
    entries: PreviewEntry[],
    more: Partial<ApplyOptions> = {},
  ) => {
    const result = await applyPreviewed(
      {
        client: cluster.client,
        fieldManager: 'backstage',
        logger,
        waitLimitMs: 60_000,
        busyLimitMs: 60_000,
        stillAllowed: async () => {
          cluster.events.push('ask');
        },
        ...more,
      },
      entries,
    );
    return {
      ...result,
      changes: result.changes.map(formatChange),
      message: result.failure?.message,
    };
  };
  /** Allowed a number of times, and no longer after that. */
  const allowed = (times: number) => {
    let left = times;
    return async () => {
      cluster.events.push('ask');
      if (left === 0) {
        throw new NotAllowedError('user:default/guest may not use VLAN 1085');
      }
      left -= 1;
    };
  };

  it('is asked before the networks, once for all of them, and after the nodes have followed', async () => {
    const entries = [policy('p'), network('a'), network('b')].map(created);
    const { failure } = await apply(entries);
    expect(failure).toBeUndefined();
    expect(cluster.events).toEqual([
      ...['ask', 'write p'],
      ...['ask', 'write a', 'write b'],
    ]);
  });

  it('ends the run where it is refused meanwhile, and reports what was written', async () => {
    const entries = [policy('p'), network('a'), network('b')].map(created);
    const result = await apply(entries, { stillAllowed: allowed(1) });
    expect(cluster.events).toEqual(['ask', 'write p', 'ask']);
    expect(result).toMatchObject({
      message: 'user:default/guest may not use VLAN 1085',
      changes: [
        'NodeNetworkConfigurationPolicy/p: created',
        'NetworkAttachmentDefinition/demo/a: skipped',
        'NetworkAttachmentDefinition/demo/b: skipped',
      ],
      unknown: [],
      policies: [{ name: 'p', progress: { verdict: 'configured' } }],
    });
    expect(result.undo.join('\n')).toContain('kubectl delete');
  });

  it('is asked between two policies', async () => {
    const entries = [policy('p'), policy('q')].map(created);
    const { changes } = await apply(entries, { stillAllowed: allowed(1) });
    expect(cluster.events).toEqual(['ask', 'write p', 'ask']);
    expect(changes).toEqual([
      'NodeNetworkConfigurationPolicy/p: created',
      'NodeNetworkConfigurationPolicy/q: skipped',
    ]);
  });

  it('is asked again after waiting for a busy policy', async () => {
    cluster.busy = 1;
    const { message, unknown } = await apply([created(policy('p'))], {
      stillAllowed: allowed(1),
    });
    expect(cluster.events).toEqual(['ask', 'busy p', 'ask']);
    expect(message).toBe('user:default/guest may not use VLAN 1085');
    expect(unknown).toEqual([]);
  });

  it('is not asked where nothing is to be written', async () => {
    const written = await cluster.client.apply(policy('p'), {
      fieldManager: 'backstage',
      dryRun: false,
    });
    cluster.events.length = 0;
    const { changes } = await apply([
      { object: policy('p'), live: written.object, action: 'unchanged' },
      {
        object: network('a'),
        live: network('a'),
        drift: [],
        action: 'unchanged',
      },
    ]);
    expect(cluster.events).toEqual([]);
    expect(changes.every(change => change.endsWith(': unchanged'))).toBe(true);
  });

  it('need not be asked at all', async () => {
    await apply([created(network('a'))], { stillAllowed: undefined });
    expect(cluster.events).toEqual(['write a']);
  });
});
