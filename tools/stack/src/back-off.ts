const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** A program that ran this long has recovered: its next crash counts as the first again. */
const RECOVERED_AFTER_MS = 60_000;

/** How long to wait before the restart after this many crashes in a row, counting from 1. */
export const toBackOffMs = (crashes: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (crashes - 1));

/** How many crashes in a row this one makes, after a run of this length. */
export const countCrash = (crashesBefore: number, ranMs: number): number =>
  ranMs >= RECOVERED_AFTER_MS ? 1 : crashesBefore + 1;
