import { whyNoGitea } from '../../gitea/buildGitea';

const missing =
  process.env.CONTROL_PLANE === 'required' ? undefined : whyNoGitea();

/**
 * A suite with a real Gitea; where there is nothing to build or run one with,
 * it is reported as skipped, with the reason in its name. Where CONTROL_PLANE
 * is required, Gitea is too, and is missed by a failure.
 */
export function describeWithGitea(name: string, define: () => void): void {
  const declare = missing ? describe.skip : describe;
  declare(missing ? `${name} (skipped: ${missing})` : name, define);
}
