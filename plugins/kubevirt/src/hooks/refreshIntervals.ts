/** How often what is live is read again: while something is on its way, and else. */
export const BUSY_REFRESH_MS = 5_000;
export const REFRESH_MS = 30_000;
