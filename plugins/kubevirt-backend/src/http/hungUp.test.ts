import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { hungUp } from './hungUp';

describe('hungUp', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Sends a request to a server with this route, from a browser that can disconnect. */
  async function ask(
    route: (res: ServerResponse, req: IncomingMessage) => void,
  ) {
    const browser = new AbortController();
    server = createServer((req, res) => route(res, req)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { signal } = browser;
    const answer = fetch(`http://127.0.0.1:${port}`, { signal }).then(
      ({ status }) => status,
      () => 'gone',
    );
    return { browser, answer };
  }
  const signalOf = (res: ServerResponse) => hungUp(res as Response);

  it('aborts when the browser disconnects', async () => {
    const signal = new Promise<AbortSignal>(resolve => {
      ask(res => resolve(signalOf(res))).then(({ browser }) =>
        setTimeout(() => browser.abort(), 50),
      );
    });
    const found = await signal;
    expect(found.aborted).toBe(false);
    await once(found, 'abort');
    expect(found.reason).toEqual(new Error('the browser hung up'));
  });

  it('is aborted from the start if the browser had disconnected before', async () => {
    const closed = new Promise<ServerResponse>(resolve => {
      ask(res => {
        res.on('close', () => resolve(res));
      }).then(({ browser }) => setTimeout(() => browser.abort(), 50));
    });
    expect(signalOf(await closed).aborted).toBe(true);
  });

  it('does not abort after a complete response', async () => {
    let signal: AbortSignal | undefined;
    const { answer } = await ask(res => {
      signal = signalOf(res);
      res.end('done');
    });
    expect(await answer).toBe(200);
    expect(signal!.aborted).toBe(false);
  });
});
