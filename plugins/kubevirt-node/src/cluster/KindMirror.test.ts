import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from './apiError';
import { ClusterClient } from './ClusterClient';
import { KindMirror, MirrorTiming } from './KindMirror';

const kind = { apiVersion: 'v1', kind: 'Namespace' };
const TIMING = { pauseMs: 1, maxPauseMs: 4, longWatchMs: 1000, confirmMs: 150 };

const namespace = (name: string, more: object = {}): KubeObject => ({
  ...kind,
  metadata: { name, ...more },
});

const gone = () =>
  new ApiError({ status: 410, reason: 'Expired', message: 'too old' });
const missing = () =>
  new ApiError({ status: 404, reason: '', message: 'no such kind' });

/** A mirror of a cluster that answers with the given functions. */
function mirrorOf(options: {
  list: () => KubeObject[];
  watch: ClusterClient['watch'];
  missingAfter?: number;
  timing?: Partial<MirrorTiming>;
}) {
  const end = new AbortController();
  const onRead = jest.fn();
  const onChange = jest.fn();
  const mirror = new KindMirror({
    kind,
    cut: object => object,
    onRead,
    onChange,
    onFailure: () => {},
    missingAfter: options.missingAfter,
    timing: { ...TIMING, ...options.timing },
  });
  const list = jest.fn(async () => ({
    items: options.list(),
    resourceVersion: '1',
  }));
  const client = { list, watch: options.watch } as Partial<ClusterClient>;
  const run = mirror
    .run(client as ClusterClient, end.signal)
    .catch(() => undefined);
  return {
    mirror,
    list,
    onRead,
    onChange,
    stop: async () => {
      end.abort(new Error('stopped'));
      await run;
    },
  };
}

/** A watch that sends nothing and lasts until it is ended. */
const quiet: ClusterClient['watch'] = (_kind, { signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    expect(tries).toBeLessThan(2000);
    await sleep(5);
  }
}

describe('KindMirror', () => {
  it('does not believe two lists in quick succession that something is gone', async () => {
    let lists = 0;
    const emptied = (confirmMs: number) =>
      mirrorOf({
        // Complete, and then empty for as long as the outage lasts.
        list: () => {
          lists += 1;
          return lists === 1 ? [namespace('a')] : [];
        },
        // The cluster no longer knows the version, each time.
        watch: async () => {
          await sleep(2);
          throw gone();
        },
        timing: { confirmMs },
      });
    const patient = emptied(60_000);
    await until(() => lists > 4);
    expect([...patient.mirror.objects!.keys()]).toEqual(['/a']);
    await patient.stop();

    lists = 0;
    const { mirror, stop } = emptied(20);
    await until(() => mirror.objects?.has('/a') === true);
    await until(() => mirror.objects!.size === 0);
    await stop();
  });

  it('follows the cluster while a second list fails', async () => {
    let lists = 0;
    let send: ((object: KubeObject) => void) | undefined;
    const { mirror, stop } = mirrorOf({
      list: () => {
        lists += 1;
        if (lists > 2) {
          throw new Error('overloaded');
        }
        return lists === 1
          ? [namespace('a'), namespace('b')]
          : [namespace('b')];
      },
      watch: async (_kind, { signal, onEvent }) => {
        // An answer takes a moment; the mirror may hang up before it comes.
        await sleep(5);
        signal?.throwIfAborted();
        send = object => onEvent({ type: 'modified', object });
        await quiet(kind, { signal, onEvent, resourceVersion: '1' });
      },
    });
    await until(() => send !== undefined);
    mirror.readAgain();
    // The second list lacks an object, and the third, which should confirm that, fails.
    await until(() => lists > 2);
    send = undefined;
    await until(() => send !== undefined);
    send!(namespace('b', { labels: { is: 'new' } }));
    expect(mirror.objects!.get('/b')?.metadata.labels).toEqual({ is: 'new' });
    expect(mirror.objects!.has('/a')).toBe(true);
    await stop();
  });

  it('reports once that a kind is not served, and again after a requested read', async () => {
    const { mirror, list, onRead, stop } = mirrorOf({
      list: () => {
        throw missing();
      },
      watch: quiet,
      missingAfter: 1,
    });
    await until(() => list.mock.calls.length > 3);
    expect(onRead).toHaveBeenCalledTimes(1);
    expect(mirror.objects!.size).toBe(0);
    mirror.readAgain();
    await until(() => onRead.mock.calls.length === 2);
    await stop();
  });
});
