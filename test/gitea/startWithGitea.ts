import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { GiteaRepo, createUser } from './GiteaRepo.ts';
import { giteaBinary } from './buildGitea.ts';
import { startGitea } from './startGitea.ts';

const ROOT = join(import.meta.dirname, '../..');

async function main(): Promise<void> {
  const built = await giteaBinary();
  if ('missing' in built) {
    process.stderr.write(
      `There is no Gitea to start: ${built.missing}. npm start works without one\n`,
    );
    process.exit(1);
  }
  const gitea = await startGitea();
  const robot = await createUser(gitea, 'robot');
  const repo = await GiteaRepo.create({ gitea, name: 'gitops' });
  await repo.addCollaborator(robot);
  await repo.api('POST', '/labels', { name: 'kubevirt', color: '#3366cc' });
  const { username, password } = gitea.admin;
  process.stdout.write(
    `Gitea runs; REPOSITORY=${repo.url} (sign in as ${username}, password ${password})\n`,
  );
  const args = process.argv.slice(2);
  const backstage = spawn(
    'backstage-cli',
    [
      ...['repo', 'start', ...args.filter(arg => !arg.startsWith('-'))],
      // Relative to the package that is started.
      ...['--config', join(ROOT, 'app-config.yaml')],
      ...['--config', join(ROOT, 'app-config.gitea.yaml')],
      ...args.filter(arg => arg.startsWith('-')),
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...process.env,
        DEMO_GITEA_URL: gitea.url,
        DEMO_GITEA_HOST: new URL(gitea.url).host,
        DEMO_GITEA_REPOSITORY: repo.url,
        DEMO_GITEA_USERNAME: robot.username,
        DEMO_GITEA_PASSWORD: robot.password,
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => backstage.kill(signal));
  }
  const [code] = await once(backstage, 'exit');
  await gitea.stop();
  process.exit(code ?? 0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
