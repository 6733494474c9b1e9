import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { GitHost } from './GitHost';

/**
 * Adds kinds of Git hosts to the KubeVirt actions of the scaffolder.
 *
 * @public
 */
export interface GitHostsExtensionPoint {
  /** Adds a kind of host. It goes before the built-in ones, and before those that were added earlier. */
  addGitHost(host: GitHost): void;
}

/**
 * The extension point of the scaffolder module for Git hosts.
 *
 * @public
 */
export const gitHostsExtensionPoint =
  createExtensionPoint<GitHostsExtensionPoint>({
    id: 'scaffolder.kubevirt.gitHosts',
  });
