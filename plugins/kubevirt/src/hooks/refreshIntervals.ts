/** How often what is live is read again: while something is on its way, and else. The backend keeps it for 10 s. */
export const BUSY_REFRESH_MS = 10_000;
export const REFRESH_MS = 30_000;
