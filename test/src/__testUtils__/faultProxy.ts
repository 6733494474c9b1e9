import { readFileSync } from 'node:fs';
import {
  IncomingMessage,
  ServerResponse,
  createServer,
  request as httpRequest,
} from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { AddressInfo, Socket } from 'node:net';

/** A fault between a client and an API server. */
export type Fault =
  /** The connection ends, and no new one is taken for a moment. */
  | { type: 'refuse'; forMs: number }
  /** The connection ends before the server has seen the request. */
  | { type: 'reset-before' }
  /** The connection ends after the server has handled the request. */
  | { type: 'reset-after' }
  /** No answer comes, whether or not the server has seen the request. */
  | { type: 'hang'; forward: boolean }
  /** Half of the answer comes, as if it were all of it. */
  | { type: 'truncate' }
  /** Half of the answer comes, then the connection ends. */
  | { type: 'cut' }
  /** An answer that is not the server's. */
  | {
      type: 'answer';
      status: number;
      headers?: Record<string, string>;
      body: object;
    }
  /** A watch reports that its version is too old; other requests pass. */
  | { type: 'watch-410' }
  /** A watch is open and sends nothing; other requests pass. */
  | { type: 'watch-silent' };

export interface FaultProxy {
  url: string;
  /** Method and path of each request, in order, since the last `script`. */
  requests: string[];
  /** Connections of clients, since the last `script`. */
  connections: () => number;
  /** Connections that are open now. */
  open: () => number;
  /** When all connections have ended. */
  closed: () => Promise<void>;
  /** Calls back when a request arrives; without a function, it stops doing so. */
  onRequest: (run?: () => void) => void;
  /** The fault for the request of each index from now on, counted from 0. */
  script: (faults?: Record<number, Fault>) => void;
  stop: () => Promise<void>;
}

/** A Status, as the API server sends it. */
export const status = (
  code: number,
  reason: string,
  message: string,
): object => ({
  apiVersion: 'v1',
  kind: 'Status',
  status: 'Failure',
  code,
  reason,
  message,
});

/** Plain HTTP on loopback for the client, TLS to the API server, one fault for each index of the script. */
export async function startFaultProxy(options: {
  server: string;
  caFile: string;
}): Promise<FaultProxy> {
  const target = new URL(options.server);
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(options.caFile),
  });
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let faults: Record<number, Fault> = {};
  let onRequest: () => void = () => {};
  const server = createServer((request, response) => {
    const fault = faults[requests.length];
    requests.push(`${request.method} ${request.url}`);
    onRequest();
    const isWatch = /[?&]watch=true/.test(request.url ?? '');
    if (!fault || (fault.type.startsWith('watch-') && !isWatch)) {
      forward(request, response);
      return;
    }
    fail(fault, request, response);
  });
  server.on('connection', socket => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    onRequest: (run = () => {}) => {
      onRequest = run;
    },
    closed: async () => {
      while (sockets.size > 0) {
        await new Promise(done => setTimeout(done, 5));
      }
    },
    script: (next = {}) => {
      faults = next;
      requests.length = 0;
      connections = 0;
    },
    stop: async () => {
      sockets.forEach(socket => socket.destroy());
      agent.destroy();
      await new Promise(done => server.close(done));
    },
  };

  function listen(on: number): Promise<void> {
    return new Promise(done => server.listen(on, '127.0.0.1', done));
  }

  function fail(
    fault: Fault,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { socket } = request;
    switch (fault.type) {
      case 'refuse':
        sockets.forEach(open => open.destroy());
        server.close(() => setTimeout(() => listen(port), fault.forMs));
        break;
      case 'reset-before':
        socket.resetAndDestroy();
        break;
      case 'reset-after':
        exchange(request, () => socket.resetAndDestroy());
        break;
      case 'hang':
        if (fault.forward) {
          exchange(request, () => {});
        }
        break;
      case 'truncate':
        exchange(request, answer => {
          const half = answer.body.subarray(0, answer.body.length / 2);
          response.writeHead(answer.status, {
            'content-type': 'application/json',
            'content-length': half.length,
          });
          response.end(half);
        });
        break;
      case 'cut':
        exchange(request, answer => {
          response.writeHead(answer.status, {
            'content-type': 'application/json',
            'content-length': answer.body.length,
          });
          response.write(answer.body.subarray(0, answer.body.length / 2), () =>
            socket.resetAndDestroy(),
          );
        });
        break;
      case 'answer':
        response.writeHead(fault.status, {
          'content-type': 'application/json',
          ...fault.headers,
        });
        response.end(JSON.stringify(fault.body));
        break;
      case 'watch-410':
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          `${JSON.stringify({
            type: 'ERROR',
            object: status(410, 'Expired', 'too old resource version: 1 (2)'),
          })}\n`,
        );
        break;
      default:
        response.writeHead(200, { 'content-type': 'application/json' });
        response.flushHeaders();
    }
  }

  function send(
    request: IncomingMessage,
    onResponse: (answer: IncomingMessage) => void,
  ) {
    const outgoing = (
      target.protocol === 'https:' ? httpsRequest : httpRequest
    )(
      {
        host: target.hostname,
        port: target.port,
        method: request.method,
        path: request.url,
        // As they came: Node joins headers of one name, and each Impersonate-Group is a group.
        headers: request.rawHeaders.map((text, i, all) =>
          i % 2 === 1 && /^host$/i.test(all[i - 1]) ? target.host : text,
        ),
        agent,
      },
      onResponse,
    );
    request.pipe(outgoing);
    return outgoing;
  }

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const outgoing = send(request, answer => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
  }

  /** The server's complete answer, for a fault to change. A watch never ends, so its answer is cut. */
  function exchange(
    request: IncomingMessage,
    done: (answer: { status: number; body: Buffer }) => void,
  ): void {
    const outgoing = send(request, answer => {
      const chunks: Buffer[] = [];
      const timer = setTimeout(() => answer.destroy(), 500);
      const finish = () => {
        clearTimeout(timer);
        done({ status: answer.statusCode!, body: Buffer.concat(chunks) });
      };
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('error', () => {});
      answer.on('close', finish);
    });
    outgoing.on('error', () => request.socket.destroy());
  }
}
