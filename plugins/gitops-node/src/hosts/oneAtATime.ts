/** The last of the works that wait for each other, by key. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs works of the same key one after the other, within this process. Hosts look whether a branch has a request before
 * they write one, and two that look at once both find none (Gitea, models/issues/pull.go).
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
