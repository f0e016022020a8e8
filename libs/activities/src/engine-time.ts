/**
 * The engine's clock, as this process knows it. It is this machine's own until somebody finds out that they differ; from
 * then on it is counted by time that passes, so that nobody minds when this machine's clock is set right.
 */
let anchor: { engineMs: number; at: number } | null = null;

/** Now by the engine's clock, in milliseconds of the Unix epoch: what is compared with times of the engine, or told with them. */
export function readEngineTime(): number {
  return anchor === null ? Date.now() : anchor.engineMs + performance.now() - anchor.at;
}

/** Says what the time is by the engine's clock, for this process; null: it is that of this machine. */
export function setEngineTime(engineMs: number | null): void {
  anchor = engineMs === null ? null : { engineMs, at: performance.now() };
}
