/** How long the engine names a worker that polls no more, in seconds. */
const REMEMBERED_SECONDS = 300;

/**
 * By how much the engine's clock is ahead of ours, in seconds, as far as the latest poll of a worker shows it, whose time the
 * engine tells: one that is yet to come, or so long ago that the engine would have forgotten it, is the clocks'. Null when no
 * worker polled.
 * @param latestSeconds how long ago it was by our clock
 */
export function toEngineAhead(latestSeconds: number | null): number | null {
  if (latestSeconds === null) return null;
  if (latestSeconds < 0) return -latestSeconds;
  return latestSeconds > REMEMBERED_SECONDS ? REMEMBERED_SECONDS - latestSeconds : 0;
}
