import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { HttpMethod, RequestContext } from '@kubernetes/client-node';
import { CLUSTER_HTTP } from './clusterPolicy';
import { RetryingHttp } from './RetryingHttp';

describe('RetryingHttp', () => {
  let server: Server;
  let body = '';

  beforeAll(async () => {
    server = createServer((_req, res) => res.writeHead(500).end(body));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('logs no part of a token, wherever the message is cut', async () => {
    const token = 'canary-0123456789-0123456789';
    const begin = 'etcdserver: leader changed';
    const message = begin.padEnd(290, '.') + token;
    body = JSON.stringify({ kind: 'Status', message });
    const logger = { warn: jest.fn() };
    const http = new RetryingHttp({
      cluster: 'main',
      logger,
      retry: { ...CLUSTER_HTTP.retry, attempts: 2, baseDelayMs: 1, jitter: 0 },
    });
    const { port } = server.address() as AddressInfo;
    const context = new RequestContext(
      `http://127.0.0.1:${port}/`,
      HttpMethod.GET,
    );
    context.setHeaderParam('Authorization', `Bearer ${token}`);

    const { httpStatusCode } = await http.send(context);

    expect(httpStatusCode).toBe(500);
    expect(logger.warn.mock.calls).toEqual([
      [
        `Cluster main: HTTP 500: ${begin.padEnd(
          290,
          '.',
        )}***; trying again in 0.0 s (1 of 2)`,
      ],
    ]);
  });

  it('cuts a message after 300 characters', async () => {
    const begin = 'etcdserver: leader changed';
    body = JSON.stringify({ message: begin.padEnd(1000, '.') });
    const logger = { warn: jest.fn() };
    const http = new RetryingHttp({
      cluster: 'main',
      logger,
      retry: { ...CLUSTER_HTTP.retry, attempts: 2, baseDelayMs: 1, jitter: 0 },
    });
    const { port } = server.address() as AddressInfo;
    await http.send(
      new RequestContext(`http://127.0.0.1:${port}/`, HttpMethod.GET),
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`${begin.padEnd(300, '.')}; trying again`),
    );
  });
});
