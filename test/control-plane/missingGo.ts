import { spawnSync } from 'node:child_process';

/**
 * Why suites on a cluster are skipped, or false. It is known before a suite is defined. Where the control plane is
 * required, the suites fail without Go instead.
 */
export const missingGo: string | false =
  process.env.CONTROL_PLANE === 'required' ||
  spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0
    ? false
    : 'there is no Go to build the control plane with';
