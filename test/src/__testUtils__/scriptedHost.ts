import { createServer, request as send } from 'node:http';
import { AddressInfo } from 'node:net';

/** A refusal that reveals a secret. */
export interface Answer {
  status: number;
  /** The reason phrase; without control characters. */
  reason?: string;
  headers?: Record<string, string>;
  body: string;
}

/** A proxy in front of a host, which answers some requests itself. */
export interface ScriptedHost {
  url: string;
  /** Answers the next matching requests, each with one of the list; others pass. */
  answerWith: (which: RegExp, answers: Answer[]) => void;
  /** How many answers are left. */
  left: () => number;
  /** Method, path and query of every request so far. */
  requests: string[];
  close: () => Promise<void>;
}

export async function startScriptedHost(target: string): Promise<ScriptedHost> {
  const { hostname: host, port } = new URL(target);
  const requests: string[] = [];
  let script: { which: RegExp; answers: Answer[] } = {
    which: /^$/,
    answers: [],
  };

  const server = createServer((req, res) => {
    const name = `${req.method} ${req.url}`;
    requests.push(name);
    const answer = script.which.test(name) ? script.answers.shift() : undefined;
    if (answer) {
      const { status, reason, headers, body } = answer;
      req.resume();
      res.writeHead(status, reason, headers).end(body);
      return;
    }
    const { method, url: path, headers } = req;
    const forwarded = send({ host, port, method, path, headers }, from => {
      res.writeHead(from.statusCode!, from.headers);
      from.pipe(res);
    });
    forwarded.on('error', () => res.destroy());
    req.pipe(forwarded);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith: (which, answers) => (script = { which, answers }),
    left: () => script.answers.length,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
