import { mockServices } from '@backstage/backend-test-utils';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError, ConnectionError } from './apiError';
import { ClusterClient } from './ClusterClient';
import { follow } from './follow';

const kind = { apiVersion: 'v1', kind: 'Namespace' };
const namespace = (name: string, more: object = {}): KubeObject => ({
  ...kind,
  metadata: { name, ...more },
});

/** Follows a cluster whose lists and watches are those of a script, until the script ends. */
async function seenOf(script: {
  lists: Array<KubeObject[] | Error>;
  watches?: Array<(onEvent: (type: any, object: KubeObject) => void) => void>;
}) {
  const end = new AbortController();
  const logger = mockServices.logger.mock();
  const seen: string[][] = [];
  const versions: string[] = [];
  const client = {
    cluster: 'demo',
    list: async () => {
      const answer = script.lists.shift();
      if (!answer) {
        end.abort(new Error('the script is over'));
        end.signal.throwIfAborted();
      }
      if (answer instanceof Error) {
        throw answer;
      }
      return { items: answer, resourceVersion: '1' };
    },
    watch: async (_kind, { onEvent, resourceVersion }) => {
      versions.push(resourceVersion);
      script.watches?.shift()?.((type, object) => onEvent({ type, object }));
    },
  } as Partial<ClusterClient> as ClusterClient;
  const error: Error = await follow({
    client,
    kind,
    onChange: objects => seen.push(objects.map(one => one.metadata.name)),
    signal: end.signal,
    logger,
    pauseMs: 1,
  }).catch(e => e);
  return { seen, error, logger, versions };
}

describe('follow', () => {
  it('reports all objects after the list and after each change', async () => {
    const { seen } = await seenOf({
      lists: [[namespace('a')]],
      watches: [
        send => {
          send('added', namespace('b'));
          send('bookmark', namespace('', { resourceVersion: '9' }));
          send('deleted', namespace('a'));
          send('deleted', namespace('never there'));
        },
      ],
    });
    expect(seen).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  it('lists again after every watch, and believes that list', async () => {
    const { seen, versions } = await seenOf({
      lists: [[namespace('a'), namespace('b')], [namespace('b')], []],
    });
    expect(seen).toEqual([['a', 'b'], ['b'], []]);
    expect(versions).toEqual(['1', '1', '1']);
  });

  it.each<[string, Error]>([
    ['can’t be reached', new ConnectionError('socket hang up')],
    ...[410, 429, 500, 503].map((status): [string, Error] => [
      `answers ${status}`,
      new ApiError({ status, reason: '', message: 'later' }),
    ]),
  ])('goes on while the API server %s', async (_what, outage) => {
    const { seen, logger } = await seenOf({
      lists: [outage, outage, outage, [namespace('a')]],
    });
    expect(seen).toEqual([['a']]);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('throws what the server refuses', async () => {
    const refusal = new ApiError({ status: 403, reason: '', message: 'no' });
    const { seen, error } = await seenOf({
      lists: [[namespace('a')], refusal, [namespace('b')]],
    });
    expect(error).toBe(refusal);
    expect(seen).toEqual([['a']]);
  });
});
