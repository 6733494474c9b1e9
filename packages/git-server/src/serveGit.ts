import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname, resolve } from 'node:path';

/**
 * Answers one request of a Git client with `git http-backend`, a CGI program that comes with git.
 *
 * `url` is what follows the place that the repository's parent folder is mounted at, such as
 * `/gitops.git/info/refs?service=git-upload-pack`. Only the one repository is served.
 */
export function serveGit(options: {
  repo: string;
  url: string;
  req: IncomingMessage;
  res: ServerResponse;
}): void {
  const { req, res } = options;
  const repo = resolve(options.repo);
  const { pathname, search } = new URL(options.url, 'http://localhost');
  if (!pathname.startsWith(`/${basename(repo)}/`)) {
    res.statusCode = 404;
    res.end(`There is one repository here, ${basename(repo)}\n`);
    return;
  }
  const header = (name: string) => String(req.headers[name] ?? '');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: dirname(repo),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: header('git-protocol'),
      REQUEST_METHOD: req.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: header('content-length'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const fail = () => {
    if (!res.headersSent) {
      res.statusCode = 502;
    }
    res.end();
  };
  child.on('error', fail);
  child.stdin.on('error', () => {});
  res.on('close', () => child.kill());
  req.pipe(child.stdin);

  let head = Buffer.alloc(0);
  child.stdout.on('data', function readHead(chunk: Buffer) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      return;
    }
    child.stdout.off('data', readHead);
    writeHead(res, head.subarray(0, end).toString('latin1'));
    res.write(head.subarray(end + 4));
    child.stdout.pipe(res);
  });
  child.stdout.on('end', () => (res.headersSent ? undefined : fail()));
}

/** A CGI program sends its status as a header. Without that header it is 200. */
function writeHead(res: ServerResponse, head: string): void {
  for (const line of head.split('\r\n')) {
    const [name, ...value] = line.split(': ');
    if (name.toLowerCase() === 'status') {
      res.statusCode = Number.parseInt(value.join(': '), 10);
    } else {
      res.setHeader(name, value.join(': '));
    }
  }
}
