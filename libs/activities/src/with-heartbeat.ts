import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

/** How often an activity beats when few run beside it, and when very many do, in milliseconds. */
const SHORTEST_INTERVAL_MS = 400;
const LONGEST_INTERVAL_MS = 3_000;

/** What one more activity adds to everybody's interval, in milliseconds. */
const INTERVAL_PER_ACTIVITY_MS = 20;

/**
 * The longest silence of an activity that is about to have something to say while many run, in intervals: a beat shortly
 * before would carry nothing.
 */
const LONGEST_SILENCE = 1.5;

/** How many activities of this process beat at this moment. */
let beating = 0;

/**
 * How long an activity of this process waits before its next beat at present, in milliseconds. It is also how soon its
 * work hears that somebody is in a hurry, because that news travels in the engine's answer (half as long again where a beat
 * is left out); and each beat costs the engine a write.
 */
export function readHeartbeatIntervalMs(): number {
  return Math.min(LONGEST_INTERVAL_MS, Math.max(SHORTEST_INTERVAL_MS, beating * INTERVAL_PER_ACTIVITY_MS));
}

/** An activity's beats. */
export interface Beats {
  /** Beats at once. */
  beat(): void;
  /** Says that something will be told in so many milliseconds, or all be over. */
  expect(milliseconds: number): void;
}

/** How long to wait with the next beat, in milliseconds; both arguments are counted from the beat before. */
function toNextBeatMs(silentMs: number, expectedMs: number): number {
  const intervalMs = readHeartbeatIntervalMs();
  const longestMs = intervalMs > SHORTEST_INTERVAL_MS ? intervalMs * LONGEST_SILENCE : intervalMs;
  const isSoon = expectedMs > silentMs && expectedMs <= longestMs;
  return Math.max(0, (isSoon ? longestMs : intervalMs) - silentMs);
}

/** The worker is leaving: what this activity was about stays where it is, and the next worker goes on with it. */
const leaveToNextWorker = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'ServiceUnavailable',
    message: 'The worker shuts down; another one goes on',
    nextRetryDelay: '1 second',
  });

/**
 * Tells the engine that this activity lives for as long as `run` runs; `toDetails` is what each beat carries. The signal
 * `run` gets is aborted when the workflow, the engine or the worker wants it to end; an error that comes of the worker's
 * leaving becomes one that the engine retries elsewhere.
 */
export async function withHeartbeat<Output>(
  toDetails: () => unknown,
  run: (hurry: AbortSignal, beats: Beats) => Promise<Output>,
): Promise<Output> {
  const engine = Context.current();
  let timer: NodeJS.Timeout | undefined;
  let beatenAt = performance.now();
  let expectedAt = Infinity;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(beat, toNextBeatMs(performance.now() - beatenAt, expectedAt - beatenAt));
  };
  const beat = (): void => {
    engine.heartbeat(toDetails());
    beatenAt = performance.now();
    wait();
  };
  const expect = (milliseconds: number): void => {
    expectedAt = performance.now() + milliseconds;
    wait();
  };
  beating += 1;
  // What is over sooner needs no sign of life.
  wait();
  try {
    return await run(engine.cancellationSignal, { beat, expect });
  } catch (error) {
    if (engine.cancellationDetails?.workerShutdown) throw leaveToNextWorker();
    throw error;
  } finally {
    beating -= 1;
    clearTimeout(timer);
  }
}
