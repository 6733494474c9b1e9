import { benchApply } from './apply';
import { benchCatalog } from './catalog';
import { benchFrontend } from './frontend';
import { benchPullRequest } from './pullRequest';

const BENCHES: Record<string, () => Promise<void>> = {
  apply: benchApply,
  catalog: benchCatalog,
  frontend: benchFrontend,
  'pull-request': benchPullRequest,
};

const [name] = process.argv.slice(2);
if (!Object.hasOwn(BENCHES, name ?? '')) {
  process.stderr.write(
    `Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}>\n`,
  );
  process.exit(2);
}
BENCHES[name]().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
