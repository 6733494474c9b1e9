import { HttpPolicy } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** How Git exchanges speak HTTP. Each request is sent once: a task that fails may be run again without harm. */
export const GIT_HTTP: HttpPolicy = {
  // A server may be silent for so long.
  timeLimitMs: 120_000,
  // Of a refusal; the objects of a repository are a stream.
  maxBodyBytes: 64 * 2 ** 10,
};
