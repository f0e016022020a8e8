import { Context } from '@temporalio/activity';

/**
 * How often running work tells the engine that it lives, in milliseconds. It is also how soon the work hears that
 * somebody is in a hurry, because that news travels in the engine's answer.
 */
const HEARTBEAT_INTERVAL_MS = 400;

/** Tells the engine that this activity lives for as long as `run` runs; `toDetails` is what each beat carries. */
export async function withHeartbeat<Output>(
  toDetails: () => unknown,
  run: () => Promise<Output>,
): Promise<Output> {
  const engine = Context.current();
  const ticker = setInterval(() => engine.heartbeat(toDetails()), HEARTBEAT_INTERVAL_MS);
  try {
    return await run();
  } finally {
    clearInterval(ticker);
  }
}
