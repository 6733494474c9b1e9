import { join } from 'node:path';
import { NmstateChecker } from './nodeSimulator/NmstateChecker.ts';
import { ApiClient } from './nodeSimulator/apiClient.ts';
import { NodeSimulator } from './nodeSimulator/NodeSimulator.ts';
import type { Outcome } from './nodeSimulator/outcomes.ts';
import { readTopology } from './nodeSimulator/topology.ts';
import { type ControlPlane, startControlPlane } from './startControlPlane.ts';

const TOPOLOGY = join(
  import.meta.dirname,
  'nodeSimulator/topologies/demo.yaml',
);
/** Slow enough to watch the nodes, one after the other. */
const NODE_DELAY_MS = 1500;

/** A cluster to try things on: the control plane, the nodes of the demo, and the namespace `demo`. */
export async function startDemoCluster(): Promise<{
  controlPlane: ControlPlane;
  stop: () => Promise<void>;
}> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const controlPlane = await startControlPlane();
  const checker = await NmstateChecker.start();
  if ('missing' in checker) {
    say(`nmstate's own parser does not run: ${checker.missing}`);
  }
  const hasChecker = checker instanceof NmstateChecker;
  const simulator = await NodeSimulator.start({
    kubeconfig: controlPlane.adminKubeconfig,
    topology: readTopology(TOPOLOGY),
    checker: hasChecker ? checker : undefined,
    delayMs: NODE_DELAY_MS,
    log: say,
  });
  for (const [policy, outcome] of Object.entries(scriptedOutcomes())) {
    simulator.script(policy, outcome);
  }
  const api = new ApiClient(controlPlane.adminKubeconfig);
  await api.put('/api/v1/namespaces', { metadata: { name: 'demo' } });
  api.close();
  return {
    controlPlane,
    stop: async () => {
      await simulator.stop();
      if (hasChecker) {
        checker.stop();
      }
      await controlPlane.stop();
    },
  };
}

/** The outcomes of policies by name, from the JSON in DEMO_OUTCOMES: a node that fails, or one that is slow. */
function scriptedOutcomes(): Record<string, Outcome> {
  return JSON.parse(process.env.DEMO_OUTCOMES ?? '{}');
}
