import { ApplyOptions, ApplyResult, ApplyRun } from './ApplyRun';
import { PreviewEntry } from './previewApply';
import { RemovalEntry } from './RemovalEntry';

/**
 * Applies exactly what a preview showed: an object that changed since is compared again, and refused unless the difference is
 * the same. Policies come first, one after the other, and each is waited for. Deletions come last.
 */
export async function applyPreviewed(
  options: ApplyOptions,
  entries: PreviewEntry[],
  removals: RemovalEntry[] = [],
): Promise<ApplyResult> {
  const run = new ApplyRun({ options, entries, removals });
  try {
    await run.all();
    return run.result();
  } catch (error) {
    return run.result(error as Error);
  }
}
