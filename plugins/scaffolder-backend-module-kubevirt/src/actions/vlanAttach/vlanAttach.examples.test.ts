import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitServer, startGitServer } from 'git-server';
import { runExample } from '../../__testUtils__/examples';
import { testDependencies } from '../../__testUtils__/runAction';
import { createVlanAttachAction } from './vlanAttach';
import { examples } from './vlanAttach.examples';

describe('the examples', () => {
  const dir = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    dir.setContent({});
    server = await startGitServer();
  });
  afterEach(() => server.close());

  it.each(examples.map(example => [example.description, example] as const))(
    'run: %s',
    async (_description, example) => {
      const action = createVlanAttachAction(testDependencies(server.url));
      const { outputs } = await runExample({
        action,
        example,
        folder: dir.path,
      });
      expect(outputs.changes).not.toEqual([]);
      for (const change of outputs.changes) {
        expect(change.action).toBe('created');
      }
    },
  );
});
