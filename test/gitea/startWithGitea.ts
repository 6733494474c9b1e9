import { runBackstage } from '../backstage/runBackstage.ts';
import { GiteaRepo, createUser } from './GiteaRepo.ts';
import { giteaBinary } from './buildGitea.ts';
import { startGitea } from './startGitea.ts';

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
  const code = await runBackstage({
    config: 'app-config.gitea.yaml',
    env: {
      DEMO_GITEA_URL: gitea.url,
      DEMO_GITEA_HOST: new URL(gitea.url).host,
      DEMO_GITEA_REPOSITORY: repo.url,
      DEMO_GITEA_USERNAME: robot.username,
      DEMO_GITEA_PASSWORD: robot.password,
    },
  });
  await gitea.stop();
  process.exit(code);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
