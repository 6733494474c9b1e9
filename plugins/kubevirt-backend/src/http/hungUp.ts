import type { Response } from 'express';

/** A signal that ends when the browser does not wait for the answer any more. */
export function hungUp(res: Response): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort(new Error('the browser hung up'));
  if (res.closed) {
    // While it was asked who this is: no event comes any more.
    end();
  }
  // Not the request's own `close`: since Node 16 it comes as soon as the body was read.
  res.on('close', () => {
    if (!res.writableFinished) {
      end();
    }
  });
  return controller.signal;
}
