import { MAX_CONNECTIONS } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** Runs as many items at once as there are connections. The results are in the order of the items; the first failure ends the run. */
export async function concurrently<T, R>(
  items: T[],
  run: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [i, item] of queue) {
      if (failed) {
        return;
      }
      try {
        results[i] = await run(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: MAX_CONNECTIONS }, worker);
  // Waits for all workers, so that nothing is still running afterwards.
  const ends = await Promise.allSettled(workers);
  const failure = ends.find(end => end.status === 'rejected');
  if (failure) {
    throw failure.reason;
  }
  return results;
}
