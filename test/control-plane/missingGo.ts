import { spawnSync } from 'node:child_process';

/**
 * Why suites on a cluster are skipped, or false. Known at once, as a suite is defined; where the control plane is
 * required, it is missed by a failure and not by this.
 */
export const missingGo: string | false =
  process.env.CONTROL_PLANE === 'required' ||
  spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0
    ? false
    : 'there is no Go to build the control plane with';
