import { ApplyOptions, ApplyResult, ApplyRun } from './ApplyRun';
import { PreviewEntry } from './previewApply';

/**
 * Applies what a preview showed, and no more: an object that changed since is compared again, and refused unless the
 * difference is the same. Policies come first, one after the other, each waited for to the end.
 */
export async function applyPreviewed(
  options: ApplyOptions,
  entries: PreviewEntry[],
): Promise<ApplyResult> {
  const run = new ApplyRun(options, entries);
  try {
    await run.all();
    return run.result();
  } catch (error) {
    return run.result(error as Error);
  }
}
