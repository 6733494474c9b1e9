import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent, request as send } from 'node:https';
import { AddressInfo } from 'node:net';

/** A proxy in front of an API server, which records who reads. */
export interface ReadingProxy {
  url: string;
  /** Paths of all lists so far, in order. */
  lists: string[];
  /** How many clients have started: each requests the core API's kinds once. */
  clients: () => number;
  /** Watches that are open now. */
  watches: () => number;
  /** Calls back as a watch is opened or has ended. */
  onWatches: (run: () => void) => void;
  stop: () => Promise<void>;
}

/** Plain HTTP on loopback for one backend, TLS to the API server. */
export async function startReadingProxy(options: {
  server: string;
  caFile: string;
}): Promise<ReadingProxy> {
  const { hostname, port } = new URL(options.server);
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(options.caFile),
  });
  const lists: string[] = [];
  let clients = 0;
  let watches = 0;
  let changed = () => {};
  const count = (more: number) => {
    watches += more;
    changed();
  };

  const server = createServer((req, res) => {
    const { method, url = '', headers } = req;
    if (/[?&]watch=true/.test(url)) {
      count(+1);
      res.on('close', () => count(-1));
    } else if (isList(url)) {
      lists.push(url);
    } else if (url === '/api/v1') {
      clients += 1;
    }
    const outgoing = send(
      {
        host: hostname,
        port,
        method,
        path: url,
        headers: { ...headers, host: hostname },
        agent,
      },
      answer => {
        res.writeHead(answer.statusCode!, answer.headers);
        res.flushHeaders();
        answer.on('error', () => res.destroy()).pipe(res);
      },
    );
    outgoing.on('error', () => res.destroy());
    res.on('close', () => outgoing.destroy());
    req.pipe(outgoing);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lists,
    clients: () => clients,
    watches: () => watches,
    onWatches: run => {
      changed = run;
    },
    stop: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise(done => server.close(done));
    },
  };
}

/** Discovery, of groups and of versions, is no list. */
function isList(url: string): boolean {
  const [path] = url.split('?');
  return /^\/(api\/v1|apis\/[^/]+\/[^/]+)\/./.test(path);
}
