import { NotAllowedError } from '@backstage/errors';
import {
  KubeObject,
  formatChange,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { parse } from 'yaml';
import { ObedientCluster } from 'kubevirt-vlan-test-kit/node';
import { network, policy } from './__testUtils__/objects';
import { applyPreviewed } from './applyPreviewed';
import { PreviewEntry } from './previewApply';
import { previewRemovals } from './previewRemovals';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const vm = (name: string): KubeObject => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name, namespace: 'demo' },
  spec: {
    template: {
      spec: {
        volumes: [
          {
            name: 'ci',
            cloudInitNoCloud: {
              userData: '#cloud-config\npassword: hunter2\n',
              secretRef: { name: 'web-1-keys' },
            },
          },
        ],
      },
    },
  },
});
/** As a policy is written that takes its bridge away. */
const withoutBridge = (name: string): KubeObject => ({
  ...policy(name),
  spec: {
    nodeSelector: { hardware: 'c7000' },
    desiredState: {
      interfaces: [{ name: 'br', type: 'linux-bridge', state: 'absent' }],
    },
  },
});

describe('deletions of a direct apply', () => {
  let cluster: ObedientCluster;
  let log: string[];
  beforeEach(() => {
    cluster = new ObedientCluster();
    log = [];
  });

  const put = (object: KubeObject, more: object = {}): KubeObject => {
    const { name } = object.metadata;
    const stored = {
      ...object,
      metadata: {
        ...object.metadata,
        ...{ uid: `uid-${name}`, resourceVersion: '1' },
        ...more,
      },
    };
    cluster.objects.set(name, stored);
    return stored;
  };
  const preview = (...objects: KubeObject[]) =>
    previewRemovals(cluster.client, objects.map(objectId));
  const run = async (
    objects: KubeObject[],
    options: {
      entries?: PreviewEntry[];
      signal?: AbortSignal;
      more?: object;
    } = {},
  ) => {
    const removals = await preview(...objects);
    cluster.events.length = 0;
    const info = (line: string) => log.push(line);
    const result = await applyPreviewed(
      {
        client: cluster.client,
        fieldManager: 'backstage',
        logger: { info, warn: info, debug() {} },
        waitLimitMs: 60_000,
        busyLimitMs: 60_000,
        stillAllowed: async () => {
          cluster.events.push('ask');
        },
        ...options.more,
      },
      options.entries ?? [],
      removals,
    );
    return {
      ...result,
      changes: result.changes.map(formatChange),
      message: result.failure?.message,
    };
  };
  const dry = (client: ObedientCluster['client']) => {
    const { delete: remove } = client;
    // The fake knows no dry run: nothing may be deleted by one.
    return Object.assign(client, {
      delete: async (...[version, options]: Parameters<typeof remove>) =>
        options.dryRun ? ('deleted' as const) : remove(version, options),
    });
  };
  beforeEach(() => {
    dry(cluster.client);
  });

  it('come after the writes, the VMs first, and the policies last', async () => {
    const all = [policy('old'), network('a'), network('b'), vm('web-1')];
    all.forEach(object => put(object));
    const entries = [withoutBridge('p'), policy('new'), network('c')].map(
      (object): PreviewEntry => ({ object, action: 'created' }),
    );
    const { changes, failure, undo } = await run(all, { entries });
    expect(failure).toBeUndefined();
    expect(cluster.events).toEqual([
      ...['ask', 'write new', 'ask', 'write c'],
      ...['ask', 'delete web-1', 'ask', 'delete a', 'delete b'],
      ...['ask', 'write p', 'ask', 'delete old'],
    ]);
    expect(changes).toEqual([
      'NodeNetworkConfigurationPolicy/p: created',
      'NodeNetworkConfigurationPolicy/new: created',
      'NetworkAttachmentDefinition/demo/c: created',
      'NodeNetworkConfigurationPolicy/old: deleted',
      'NetworkAttachmentDefinition/demo/a: deleted',
      'NetworkAttachmentDefinition/demo/b: deleted',
      'VirtualMachine/demo/web-1: deleted',
    ]);
    const subject = /\.io (\S+)/;
    expect(
      undo.flatMap(line =>
        /^#|delete/.test(line) ? subject.exec(line)![1] : [],
      ),
    ).toEqual(['old', 'p', 'b', 'a', 'web-1', 'c', 'new']);
  });

  it('are unchanged where the object does not exist, also when it goes meanwhile', async () => {
    expect((await run([network('a')])).changes).toEqual([
      'NetworkAttachmentDefinition/demo/a: unchanged',
    ]);
    expect(cluster.events).toEqual([]);
    put(network('a'));
    cluster.onDelete = name => cluster.objects.delete(name);
    const { changes, undo } = await run([network('a')]);
    expect(changes).toEqual(['NetworkAttachmentDefinition/demo/a: unchanged']);
    expect(undo).toEqual([]);
  });

  it('delete the version that was read, and follow a change of its status', async () => {
    put(vm('web-1'));
    cluster.onDelete = () => {
      cluster.onDelete = () => {};
      put(
        { ...vm('web-1'), status: { ready: true } },
        { resourceVersion: '2' },
      );
    };
    const { changes } = await run([vm('web-1')]);
    expect(changes).toEqual(['VirtualMachine/demo/web-1: deleted']);
  });

  it.each([
    ['changed by somebody else (metadata.labels.by)', { labels: { by: 'x' } }],
    ['made anew', { uid: 'another' }],
  ])('leave alone what was %s', async (what, more) => {
    put(network('a'));
    cluster.onDelete = () => {
      cluster.onDelete = () => {};
      put(network('a'), { resourceVersion: '2', ...more });
    };
    const { changes, message } = await run([network('a')]);
    expect(message).toBe(
      `NetworkAttachmentDefinition/demo/a was ${what} since it was compared, and is not removed. Run again to see it and to decide`,
    );
    expect(changes).toEqual(['NetworkAttachmentDefinition/demo/a: skipped']);
    expect(cluster.objects.has('a')).toBe(true);
  });

  it('report what was removed and what was not, where one fails', async () => {
    [network('a'), vm('web-1')].forEach(object => put(object));
    cluster.onDelete = name => {
      if (name === 'a') {
        throw new ApiError({ status: 500, reason: '', message: 'no' });
      }
    };
    const { changes, unknown, undo } = await run([network('a'), vm('web-1')]);
    expect(changes).toEqual([
      'NetworkAttachmentDefinition/demo/a: skipped',
      'VirtualMachine/demo/web-1: deleted',
    ]);
    expect(unknown).toEqual(['NetworkAttachmentDefinition/demo/a']);
    expect(undo).toEqual([
      expect.stringContaining('virtualmachines.kubevirt.io'),
      'kubectl apply -f <that file>',
    ]);
  });

  it('end where permission is withdrawn meanwhile', async () => {
    [network('a'), vm('web-1')].forEach(object => put(object));
    let left = 1;
    const { changes, message } = await run([network('a'), vm('web-1')], {
      more: {
        stillAllowed: async () => {
          left -= 1;
          if (left < 0) {
            throw new NotAllowedError('no longer');
          }
        },
      },
    });
    expect(message).toBe('no longer');
    expect(changes).toEqual([
      'NetworkAttachmentDefinition/demo/a: skipped',
      'VirtualMachine/demo/web-1: deleted',
    ]);
  });

  it('leave the manifest in the log, without secrets and what the server writes', async () => {
    put(vm('web-1'), { managedFields: [], annotations: { a: 'b' } });
    await run([vm('web-1')]);
    const text = log.find(line => line.startsWith('To bring it back'))!;
    expect(text).not.toContain('hunter2');
    const [, manifest] = /<<'EOF'\n([^]*)EOF$/.exec(text)!;
    const { metadata, spec } = parse(manifest);
    expect(metadata).toEqual({
      name: 'web-1',
      namespace: 'demo',
      annotations: { a: 'b' },
    });
    expect(spec.template.spec.volumes[0].cloudInitNoCloud).toEqual({
      userData: '<not shown>',
      secretRef: { name: 'web-1-keys' },
    });
  });

  describe('of an object with a finalizer', () => {
    const HELD = 'VirtualMachine/demo/web-1';
    /** A VM that stays after its deletion until it is read some times. */
    const held = (reads: number, later?: KubeObject) => {
      [network('a'), vm('web-1')].forEach(object => put(object));
      const { delete: remove, read } = cluster.client;
      let left = Infinity;
      Object.assign(cluster.client, {
        delete: async (...given: Parameters<typeof remove>) => {
          const vmBefore = cluster.objects.get('web-1')!;
          const result = await remove(...given);
          if (given[0].id.name === 'web-1' && !given[1].dryRun) {
            put(vmBefore, { finalizers: ['kubevirt.io/stop'] });
            left = reads;
          }
          return result;
        },
        read: async (...given: Parameters<typeof read>) => {
          if (given[0].name === 'web-1') {
            left -= 1;
            if (left < 0) {
              cluster.objects.delete('web-1');
              if (later) {
                put(later, { uid: 'another' });
              }
            }
          }
          return read(...given);
        },
      });
    };

    it.each([
      ['is gone', undefined],
      ['is another one', vm('web-1')],
    ])(
      'wait until it %s, before what it uses is deleted',
      async (_how, later) => {
        held(1, later);
        const { changes, failure } = await run([network('a'), vm('web-1')], {
          more: {
            stillAllowed: async () => {
              cluster.events.push(
                cluster.objects.get('web-1')?.metadata === undefined
                  ? 'ask, gone'
                  : 'ask, there',
              );
            },
          },
        });
        expect(failure).toBeUndefined();
        expect(changes).toEqual([
          'NetworkAttachmentDefinition/demo/a: deleted',
          `${HELD}: deleted`,
        ]);
        expect(log).toContain(
          `Waiting until ${HELD} is gone, which is held by kubevirt.io/stop`,
        );
        expect(cluster.events).toEqual([
          ...['ask, there', 'delete web-1'],
          ...[later ? 'ask, there' : 'ask, gone', 'delete a'],
        ]);
      },
    );

    it('end with an error if it takes too long, and leave what it uses', async () => {
      held(100);
      const { changes, message, unknown } = await run(
        [network('a'), vm('web-1')],
        { more: { waitLimitMs: 600 } },
      );
      expect(message).toBe(
        `${HELD} was deleted, but is still there after 0.01 minutes, held by kubevirt.io/stop. What depends on it was left as it is; run again once it is gone`,
      );
      expect(changes).toEqual([
        'NetworkAttachmentDefinition/demo/a: skipped',
        `${HELD}: deleted`,
      ]);
      expect(unknown).toEqual([]);
    });

    it('end where the task is cancelled, with the deletion known', async () => {
      held(100);
      const { changes, unknown } = await run([network('a'), vm('web-1')], {
        more: { signal: AbortSignal.timeout(300) },
      });
      expect(changes).toEqual([
        'NetworkAttachmentDefinition/demo/a: skipped',
        `${HELD}: deleted`,
      ]);
      expect(unknown).toEqual([]);
    });
  });

  it('are not unclear where the task is cancelled before they are sent again', async () => {
    put(network('a'));
    const task = new AbortController();
    cluster.onDelete = () => {
      put(network('a'), { resourceVersion: '2' });
      task.abort();
    };
    const { changes, unknown } = await run([network('a')], {
      more: { signal: task.signal },
    });
    expect(changes).toEqual(['NetworkAttachmentDefinition/demo/a: skipped']);
    expect(unknown).toEqual([]);
  });

  it('leave the manifest in the log before they are sent, as the answer may get lost', async () => {
    put(network('a'));
    cluster.onDelete = () => {
      cluster.objects.delete('a');
      throw new ApiError({ status: 500, reason: '', message: 'no' });
    };
    const { unknown } = await run([network('a')]);
    expect(unknown).toEqual(['NetworkAttachmentDefinition/demo/a']);
    expect(log).toEqual([
      expect.stringMatching(/^To bring it back[^]*name: a/),
    ]);
  });

  describe('before anything is written', () => {
    it('are refused for what a GitOps controller manages', async () => {
      put(network('a'), {
        labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
      });
      await expect(preview(network('a'))).rejects.toThrow(
        'NetworkAttachmentDefinition/demo/a (Flux): managed from a GitOps repository, which would put back what is removed directly. Nothing was written',
      );
    });

    it('need the right to delete what exists', async () => {
      put(network('a'));
      const asked: string[] = [];
      Object.assign(cluster.client, {
        denied: async (rights: Array<{ verb: string; name?: string }>) => {
          asked.push(...rights.map(({ verb, name }) => `${verb} ${name}`));
          return rights.filter(({ verb }) => verb === 'delete');
        },
      });
      await expect(preview(network('a'), network('b'))).rejects.toThrow(
        'Missing rights on cluster demo as Backstage: delete NetworkAttachmentDefinition/demo/a (k8s.cni.cncf.io/v1). Nothing was written',
      );
      expect(asked).not.toContain('delete b');
    });

    it('are refused in the words of the server', async () => {
      put(network('a'));
      const message = 'admission webhook denied the request: in use';
      Object.assign(cluster.client, {
        delete: async () => {
          throw new ApiError({ status: 403, reason: 'Forbidden', message });
        },
      });
      await expect(preview(network('a'))).rejects.toThrow(
        `Cluster demo refuses this, nothing was written. NetworkAttachmentDefinition/demo/a: ${message}`,
      );
    });
  });
});
