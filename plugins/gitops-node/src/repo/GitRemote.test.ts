import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitServer, serveGit, startGitServer } from 'git-server';
import { GitOpsRepo } from './GitOpsRepo';

const auth = { username: 'robot', password: 'canary-4711' };
const BASIC = Buffer.from('robot:canary-4711').toString('base64');

/** A line of Git's protocol, on a channel of the side band where one is given. */
function line(text: string, channel = ''): string {
  const length = Buffer.byteLength(channel + text) + 4;
  return length.toString(16).padStart(4, '0') + channel + text;
}

describe('the texts of a Git server that repeats our credentials', () => {
  const dir = createMockDirectory();
  let git: GitServer;
  let server: Server;
  /** The answer to one kind of POST in place of Git's own. */
  let fake: { path: string; answer: string } | undefined;

  beforeEach(async () => {
    dir.setContent({});
    fake = undefined;
    git = await startGitServer();
    const repo = await git.git('rev-parse', '--absolute-git-dir');
    server = createServer((req, res) => {
      const { url = '/' } = req;
      if (fake && req.method === 'POST' && url.endsWith(fake.path)) {
        req.resume();
        res.end(fake.answer);
      } else {
        serveGit({ repo, url, req, res });
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    await git.close();
  });

  const open = () => {
    const { port } = server.address() as AddressInfo;
    return GitOpsRepo.open({
      settings: {
        repoUrl: `http://127.0.0.1:${port}/gitops.git`,
        baseBranch: 'main',
      },
      branch: 'kubevirt/a/b',
      dir: dir.path,
      auth,
      redact: text => text.replaceAll('s3cret', '***'),
    });
  };
  const push = async () =>
    (await open()).commitAndPush({
      files: [{ path: 'a/b.yaml', text: 'x\n' }],
      message: 'Change',
      author: { name: 'Backstage', email: 'backstage@example.com' },
    });

  it('are redacted in the output of a hook, and in the reason of a refusal', async () => {
    const report = [
      line('unpack ok\n'),
      line(`ng refs/heads/kubevirt/a/b no ${BASIC} for s3cret\n`),
      '0000',
    ].join('');
    fake = {
      path: '/git-receive-pack',
      answer: [
        line('canary-4711 may not use s3cret\n', '\x02'),
        line(report, '\x01'),
        '0000',
      ].join(''),
    };
    const message = await messageOf(push());
    expect(message).toMatch(
      /no \*\*\* for \*\*\*: \*\*\* may not use \*\*\*\. A/,
    );
  });

  it('are redacted before the output of a hook is cut', async () => {
    fake = {
      path: '/git-receive-pack',
      answer: [
        line(`${'x'.repeat(495)}canary-4711\n`, '\x02'),
        line(
          `${line('unpack ok\n')}${line(
            'ng refs/heads/kubevirt/a/b no\n',
          )}0000`,
          '\x01',
        ),
        '0000',
      ].join(''),
    };
    expect(await messageOf(push())).toMatch(/: x{495}\*\*\*\. A push/);
  });

  it('are redacted when the repository can not be read', async () => {
    fake = {
      path: '/git-upload-pack',
      // A line that isomorphic-git quotes, as it wants a commit there.
      answer: `${line('shallow canary-4711 s3cret\n')}0000`,
    };
    expect(await messageOf(open())).toMatch(
      /can't be read: .*"shallow \*\*\* \*\*\*".*\. Nothing was written/,
    );
  });
});

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Error) => error.message,
  );
}
