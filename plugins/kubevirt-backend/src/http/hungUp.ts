import type { Response } from 'express';

/** A signal that is aborted when the browser closes the connection before the response is complete. */
export function hungUp(res: Response): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort(new Error('the browser hung up'));
  if (res.closed) {
    // The connection was closed during authentication, and no event follows.
    end();
  }
  // The request's own `close` event is of no use: since Node 16 it follows the end of the request body.
  res.on('close', () => {
    if (!res.writableFinished) {
      end();
    }
  });
  return controller.signal;
}
