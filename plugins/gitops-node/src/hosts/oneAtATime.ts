/** The last queued task of each key. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs tasks of the same key one after the other, within this process. A host checks whether a branch has a request
 * before it writes one, and two concurrent checks both find none (Gitea, models/issues/pull.go).
 */
export async function oneAtATime<T>(
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = queues.get(key);
  const mine = (async () => {
    await before?.catch(() => {});
    return work();
  })();
  queues.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === mine) {
      queues.delete(key);
    }
  }
}
