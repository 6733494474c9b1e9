import { controlPlaneBinary } from '../control-plane/buildControlPlane.ts';
import { NmstateChecker } from '../control-plane/nodeSimulator/NmstateChecker.ts';
import { giteaBinary } from '../gitea/buildGitea.ts';
import { kubectlBinary } from '../kubectl/buildKubectl.ts';

/** Runs before the tests, because the first build takes longer than a test may. */
async function main(): Promise<void> {
  const controlPlane = await controlPlaneBinary();
  const checker = await NmstateChecker.start();
  const gitea = await giteaBinary();
  const kubectl = await kubectlBinary();
  const missing = [
    'missing' in controlPlane && `no control plane: ${controlPlane.missing}`,
    'missing' in checker && `no parser of nmstate: ${checker.missing}`,
    'missing' in gitea && `no Gitea: ${gitea.missing}`,
    typeof kubectl === 'object' && `no kubectl: ${kubectl.missing}`,
  ].filter(Boolean);
  if (checker instanceof NmstateChecker) {
    checker.stop();
  }
  if (missing.length > 0) {
    process.stderr.write(
      `${missing.join('; ')}. The suites that need it are skipped\n`,
    );
    process.exit(process.env.CONTROL_PLANE === 'required' ? 1 : 0);
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
