import { whyNoGitea } from '../../gitea/buildGitea';

const missing =
  process.env.CONTROL_PLANE === 'required' ? undefined : whyNoGitea();

/**
 * A suite with a real Gitea. Where nothing can build or run one,
 * it is reported as skipped, with the reason in its name. Where CONTROL_PLANE
 * is required, so is Gitea, and the suite fails instead.
 */
export function describeWithGitea(name: string, define: () => void): void {
  const declare = missing ? describe.skip : describe;
  declare(missing ? `${name} (skipped: ${missing})` : name, define);
}
