const FIRST_MS = 2_000;
const INTERVAL_MS = 5_000;

export interface Ticker {
  /** What is said: who is at it, and how far. */
  toLine: () => string;
  write: (line: string) => void;
}

/** Says how far `run` is, after two seconds and then every five while it runs. */
export async function withTicker<Output>(
  { toLine, write }: Ticker,
  run: () => Promise<Output>,
): Promise<Output> {
  const startedAt = Date.now();
  const say = (): void => write(`${toLine()}, ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  const timers = [setTimeout(say, FIRST_MS), setInterval(say, INTERVAL_MS)];
  try {
    return await run();
  } finally {
    timers.forEach(clearInterval);
  }
}
