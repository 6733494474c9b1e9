import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { controlPlaneBinary } from './buildControlPlane.ts';
import { startDemoCluster } from './demoCluster.ts';

const ROOT = join(import.meta.dirname, '../..');

async function main(): Promise<void> {
  const built = await controlPlaneBinary();
  if ('missing' in built) {
    process.stderr.write(
      `There is no cluster to start: ${built.missing}. npm start works without one\n`,
    );
    process.exit(1);
  }
  const { controlPlane, stop } = await startDemoCluster();
  process.stdout.write(
    `The cluster "demo" runs; KUBECONFIG=${controlPlane.adminKubeconfig}\n`,
  );
  const args = process.argv.slice(2);
  const backstage = spawn(
    'backstage-cli',
    [
      ...['repo', 'start', ...args.filter(arg => !arg.startsWith('-'))],
      // Relative to the package that is started.
      ...['--config', join(ROOT, 'app-config.yaml')],
      ...['--config', join(ROOT, 'app-config.cluster.yaml')],
      ...args.filter(arg => arg.startsWith('-')),
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...process.env,
        DEMO_CLUSTER_URL: controlPlane.server,
        DEMO_CLUSTER_CA_FILE: controlPlane.caFile,
        DEMO_CLUSTER_TOKEN: controlPlane.serviceAccountToken,
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => backstage.kill(signal));
  }
  const [code] = await once(backstage, 'exit');
  await stop();
  process.exit(code ?? 0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
