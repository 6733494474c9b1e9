import { Watch } from '@kubernetes/client-node';
import { isKubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from './apiError';
import { WatchEvent } from './ClusterClient';
import { Transport } from './transport';

/** Opens one connection of client-node's Watch and resolves when it ends. Throws ApiError for what the server refuses. */
export async function watchOnce(options: {
  transport: Transport;
  path: string;
  query: Record<string, string | number | boolean | undefined>;
  silenceMs: number;
  signal: AbortSignal;
  onEvent: (event: WatchEvent) => void;
}): Promise<void> {
  const { transport, path, query, silenceMs, signal, onEvent } = options;
  signal.throwIfAborted();
  const watch = new Watch(transport);
  // client-node has no option for it; its own 30 s are shorter than the pause between two bookmarks.
  Object.assign(watch, { requestTimeoutMs: silenceMs });
  let end: (error?: unknown) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = error => (error ? reject(error) : resolve());
  });
  const onAbort = () => end(signal.reason);
  signal.addEventListener('abort', onAbort);
  const connection = watch.watch(
    path,
    query,
    (type: string, object: unknown) => {
      if (type === 'ERROR') {
        end(ApiError.of(codeOf(object), JSON.stringify(object)));
      } else if (type === 'BOOKMARK' && !signal.aborted) {
        // It has a resourceVersion and no name.
        const { metadata } = object as { metadata?: object };
        onEvent({
          type: 'bookmark',
          object: {
            apiVersion: '',
            kind: '',
            metadata: { name: '', ...metadata },
          },
        });
      } else if (isKubeObject(object) && !signal.aborted) {
        onEvent({
          type: type.toLocaleLowerCase('en-US') as WatchEvent['type'],
          object,
        });
      }
    },
    error => end(error && watchError(error)),
  );
  connection.catch(end);
  try {
    await ended;
  } finally {
    signal.removeEventListener('abort', onAbort);
    // There is no connection to abort before the first byte; it is aborted as soon as there is one.
    connection.then(
      controller => controller.abort(),
      () => {},
    );
  }
}

function codeOf(object: unknown): number {
  const { code } = (object ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : 500;
}

/** Of a watch that the server refuses, client-node reports nothing but the status. */
function watchError(error: unknown): unknown {
  const { statusCode, message } = error as {
    statusCode?: number;
    message?: string;
  };
  return statusCode === undefined
    ? error
    : new ApiError({
        status: statusCode,
        reason: '',
        message: `HTTP ${statusCode}: ${message}`,
      });
}
