import { controlPlaneBinary } from './buildControlPlane.ts';
import { NmstateChecker } from './nodeSimulator/NmstateChecker.ts';

/** Before the tests, as the first build takes longer than a test may. */
async function main(): Promise<void> {
  const built = await controlPlaneBinary();
  const checker = await NmstateChecker.start();
  const missing = [
    'missing' in built && `no control plane: ${built.missing}`,
    'missing' in checker && `no parser of nmstate: ${checker.missing}`,
  ].filter(Boolean);
  if (checker instanceof NmstateChecker) {
    checker.stop();
  }
  if (missing.length > 0) {
    process.stderr.write(
      `${missing.join('; ')}. The suites that need a cluster are skipped\n`,
    );
    process.exit(process.env.CONTROL_PLANE === 'required' ? 1 : 0);
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
