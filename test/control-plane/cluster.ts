import { controlPlaneBinary } from './buildControlPlane.ts';
import { startDemoCluster } from './demoCluster.ts';

async function main(): Promise<void> {
  const built = await controlPlaneBinary();
  if ('missing' in built) {
    process.stderr.write(`There is no cluster to start: ${built.missing}\n`);
    process.exit(1);
  }
  const { controlPlane, stop } = await startDemoCluster();
  process.stdout.write(`
A cluster runs at ${controlPlane.server}: a real kube-apiserver with etcd, RBAC and KubeVirt's admission.
Its nodes are simulated; see test/control-plane/README.md.

    export KUBECONFIG=${controlPlane.adminKubeconfig}

Ctrl-C stops it, and nothing of it stays.
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop().then(() => process.exit()));
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
