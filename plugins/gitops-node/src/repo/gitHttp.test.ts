import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { collect, gitHttp } from './gitHttp';

type Handler = Parameters<typeof createServer>[1];

describe('gitHttp', () => {
  const servers: Server[] = [];
  const serve = async (handler: Handler) => {
    const server = createServer(handler as any);
    servers.push(server);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const auth = { username: 'robot', password: 'canary-4711' };

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    }
  });

  it('sends the credentials with the first request, and returns the body', async () => {
    const seen: unknown[] = [];
    const url = await serve((req, res) => {
      seen.push(req.headers.authorization);
      res.end('hello');
    });
    const { body } = await gitHttp({ auth }).request({ url });
    expect((await collect(body!)).toString()).toBe('hello');
    expect(seen).toEqual([
      `Basic ${Buffer.from('robot:canary-4711').toString('base64')}`,
    ]);
  });

  it('sends no header without credentials', async () => {
    const seen: unknown[] = [];
    const url = await serve((req, res) => {
      seen.push(req.headers.authorization);
      res.end();
    });
    await gitHttp({ auth: { username: '', password: '' } }).request({ url });
    expect(seen).toEqual([undefined]);
  });

  it('follows no redirect, so that credentials go to no other server', async () => {
    const seen: string[] = [];
    const other = await serve((req, res) => {
      seen.push(req.url ?? '');
      res.end();
    });
    const url = await serve((_req, res) =>
      res.writeHead(302, { Location: other }).end(),
    );
    await expect(gitHttp({ auth }).request({ url })).rejects.toThrow(
      'the repository has moved (HTTP 302)',
    );
    expect(seen).toEqual([]);
  });

  it('quotes the message of the server, on one line and cut', async () => {
    const url = await serve((_req, res) =>
      res
        .writeHead(403, { 'Content-Type': 'text/plain' })
        .end(`not\nfor you ${'x'.repeat(5000)}`),
    );
    const refused = gitHttp({ auth }).request({ url });
    await expect(refused).rejects.toMatchObject({
      status: 403,
      message: expect.stringMatching(
        /^HTTP Error: 403 Forbidden: not for you x{200,290}$/,
      ),
    });
  });

  it('redacts its credentials in a refusal, and reads only the beginning of it', async () => {
    let sentBytes = 0;
    const url = await serve((req, res) => {
      res.writeHead(403, { 'Content-Type': 'text/plain' });
      res.write(`${req.headers.authorization} means canary-4711. `);
      const more = setInterval(() => {
        sentBytes += 16_384;
        res.write('x'.repeat(16_384));
      }, 1);
      res.on('close', () => clearInterval(more));
    });
    const error: Error = await gitHttp({ auth })
      .request({ url })
      .then(
        () => Promise.reject(new Error('it did not fail')),
        reason => reason,
      );
    expect(error.message).toContain('403 Forbidden: Basic *** means ***. xxx');
    expect(sentBytes).toBeLessThan(5_000_000);
  });

  it('redacts the status text, and cuts it', async () => {
    const url = await serve((_req, res) =>
      res.writeHead(403, `No canary-4711 for s3cret ${'x'.repeat(1000)}`).end(),
    );
    const http = gitHttp({
      auth,
      redact: text => text.replaceAll('s3cret', '***'),
    });
    await expect(http.request({ url })).rejects.toThrow(
      /^HTTP Error: 403 No \*\*\* for \*\*\* x{400,500}$/,
    );
  });

  it('ends with the task, while waiting and while reading', async () => {
    const url = await serve((req, res) => {
      if (req.url === '/body') {
        res.write('begin');
      }
    });
    const controller = new AbortController();
    const http = gitHttp({ auth, signal: controller.signal });
    const { body } = await http.request({ url: `${url}/body` });
    const reading = collect(body!);
    const waiting = http.request({ url });
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await expect(reading).rejects.toThrow('cancelled');
    await expect(http.request({ url })).rejects.toThrow('cancelled');
  });

  it('gives up on a server that is silent', async () => {
    const url = await serve((req, res) => {
      if (req.url === '/body') {
        res.write('begin');
      }
    });
    const http = gitHttp({ auth, silence: 200 });
    await expect(http.request({ url })).rejects.toThrow(
      'no answer within 0.2 s; it may still have arrived',
    );
    const { body } = await http.request({ url: `${url}/body` });
    await expect(collect(body!)).rejects.toThrow('no answer within 0.2 s');
  });

  it('reports why there is no connection', async () => {
    await expect(
      gitHttp({ auth }).request({ url: 'http://127.0.0.1:9/' }),
    ).rejects.toThrow(/ECONNREFUSED|bad port/);
  });
});
