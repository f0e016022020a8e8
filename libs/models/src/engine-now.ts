/** How long the engine names a worker that polls no more, in milliseconds, and some seconds for the answer's way. */
const REMEMBERED_MS = 310_000;

/**
 * What the time is by the engine's clock, as far as the latest poll of a task queue shows it. One that is yet to come, or so
 * long ago that the engine would have forgotten it, shows that this machine's clock is off; the poll itself is then the best guess.
 */
export function toEngineNowMs(latestPollMs: number, nowMs: number): number {
  const isOff = latestPollMs > nowMs || nowMs - latestPollMs > REMEMBERED_MS;
  return isOff ? latestPollMs : nowMs;
}
