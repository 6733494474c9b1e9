/** The intervals between refreshes: while a change is in progress, and otherwise. The backend caches reads for 10 s. */
export const BUSY_REFRESH_MS = 10_000;
export const REFRESH_MS = 30_000;
