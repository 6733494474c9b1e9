import {
  IncomingMessage,
  ServerResponse,
  createServer,
  request as httpRequest,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { Phase } from './killPlan';

/** Where to kill a process: at a request (its method, path and query), and the requests before it. */
export interface Trap {
  matches: (request: string, earlier: string[]) => boolean;
  phase: Phase;
  /** Of the requests that match, from 1. */
  nth: number;
  kill: () => void;
}

/** A proxy in front of a host, which kills the process that sends a request. */
export interface KillingProxy {
  url: string;
  /** Sets a trap; forgets the previous one and all requests so far. */
  arm: (trap: Trap) => void;
  disarm: () => void;
  /** Since it was armed. */
  requests: string[];
  close: () => Promise<void>;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Starts a proxy for the host at a URL. */
export async function startKillingProxy(target: string): Promise<KillingProxy> {
  const requests: string[] = [];
  let trap: Trap | undefined;
  let met = 0;

  /** The trap that makes this request the last one. */
  const meet = (request: string): Trap | undefined => {
    const isMet = trap?.matches(request, [...requests]);
    requests.push(request);
    met += isMet ? 1 : 0;
    if (!trap || !isMet || met !== trap.nth) {
      return undefined;
    }
    const found = trap;
    trap = undefined;
    return found;
  };

  const server = createServer(async (req, res) => {
    try {
      // Whole, so that what the host gets does not depend on how fast the process dies.
      const body = await collect(req);
      const last = meet(`${req.method} ${req.url}`);
      await exchange({ last, res, send: () => forward(target, req, body) });
    } catch {
      res.destroy();
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm: given => {
      trap = given;
      met = 0;
      requests.length = 0;
    },
    disarm: () => (trap = undefined),
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

async function exchange(options: {
  last: Trap | undefined;
  res: ServerResponse;
  send: () => Promise<Answer>;
}): Promise<void> {
  const { last, res, send } = options;
  if (last?.phase === 'before') {
    last.kill();
    res.destroy();
    return;
  }
  const pending = send();
  if (last?.phase === 'during') {
    last.kill();
  }
  const answer = await pending;
  if (last?.phase === 'after') {
    last.kill();
  }
  res.writeHead(answer.status, answer.headers);
  res.end(answer.body, () => {
    if (last?.phase === 'answered') {
      last.kill();
    }
  });
}

function forward(
  target: string,
  req: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const { hostname, port } = new URL(target);
  const { method, url: path, headers } = req;
  return new Promise((resolve, reject) => {
    httpRequest({ host: hostname, port, method, path, headers }, answer =>
      collect(answer).then(
        received =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: answer.headers,
            body: received,
          }),
        reject,
      ),
    )
      .on('error', reject)
      .end(body);
  });
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}
