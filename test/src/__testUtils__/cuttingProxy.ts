import {
  IncomingMessage,
  ServerResponse,
  createServer,
  request as send,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** `METHOD /path`, without the query. */
type Which = (request: string) => boolean;

/** A proxy in front of a host, which breaks connections on request. */
export interface CuttingProxy {
  url: string;
  /** Breaks the connection of the requests that match, before they reach the host. */
  cut: (which: Which) => void;
  /** Breaks it after the host has handled the request. */
  cutAnswer: (which: Which) => void;
  /** Runs before a request (its method, path and query) goes on to the host. */
  before: (happening: (request: string) => Promise<void>) => void;
  heal: () => void;
  /** Every request so far. */
  requests: string[];
  close: () => Promise<void>;
}

/** Starts a proxy for the host at a URL. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const never: Which = () => false;
  const cuts = { before: never, after: never };
  const requests: string[] = [];

  let happening: (request: string) => Promise<void> = async () => {};

  const server = createServer(async (req, res) => {
    await happening(`${req.method} ${req.url}`);
    const name = `${req.method} ${(req.url ?? '').split('?')[0]}`;
    requests.push(name);
    if (cuts.before(name)) {
      req.socket.destroy();
      return;
    }
    const forwarded = send(
      {
        host: hostname,
        port,
        method: req.method,
        path: req.url,
        headers: req.headers,
      },
      answer => pass({ answer, res, isCut: cuts.after(name) }),
    );
    forwarded.on('error', () => res.destroy());
    req.pipe(forwarded);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: which => (cuts.before = which),
    cutAnswer: which => (cuts.after = which),
    before: given => (happening = given),
    heal: () => {
      happening = async () => {};
      Object.assign(cuts, { before: never, after: never });
    },
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

function pass(options: {
  answer: IncomingMessage;
  res: ServerResponse;
  isCut: boolean;
}): void {
  const { answer, res, isCut } = options;
  if (isCut) {
    // Read to its end, so that the host is done with it.
    answer.resume().on('end', () => res.destroy());
    return;
  }
  res.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(res);
}
