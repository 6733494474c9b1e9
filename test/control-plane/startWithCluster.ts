import { runBackstage } from '../backstage/runBackstage.ts';
import { controlPlaneBinary } from './buildControlPlane.ts';
import { startDemoCluster } from './demoCluster.ts';

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
  const code = await runBackstage({
    config: 'app-config.cluster.yaml',
    env: {
      DEMO_CLUSTER_URL: controlPlane.server,
      DEMO_CLUSTER_CA_FILE: controlPlane.caFile,
      DEMO_CLUSTER_TOKEN: controlPlane.serviceAccountToken,
    },
  });
  await stop();
  process.exit(code);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
