import { Context } from '@temporalio/activity';
import type { StageHeartbeat } from '@genvideo/models';
import { stageHeartbeatSchema } from '@genvideo/models/schemas';
import { withHeartbeat } from '../with-heartbeat';

/** A stage's line to the engine. */
export interface StageContext {
  /** What an earlier run of the same try left behind, or null. */
  left: StageHeartbeat | null;
  /** Whether this is the first run of this try. */
  first: boolean;
  /** Aborted when the workflow, the engine or the worker wants the stage to end. */
  hurry: AbortSignal;
  /** Changes what the heartbeat carries, and sends it. */
  report(change: Partial<StageHeartbeat>): void;
  /** Rejects with the reason for the hurry; call when `hurry` is aborted. */
  interrupted(): Promise<never>;
}

const readLeft = (details: unknown): StageHeartbeat | null => {
  const parsed = stageHeartbeatSchema.safeParse(details);
  return parsed.success ? parsed.data : null;
};

/** Runs a stage with heartbeats that go on while it waits. */
export async function withStageContext<Output>(
  key: Pick<StageHeartbeat, 'stage' | 'attempt'>,
  run: (context: StageContext) => Promise<Output>,
): Promise<Output> {
  const engine = Context.current();
  const left = readLeft(engine.info.heartbeatDetails);
  let details: StageHeartbeat = left ?? { ...key, submission: 'none', task_id: null, percent: 0 };
  const first = engine.info.attempt === 1;
  // After a crash nobody knows what was sent; until this run knows better it must not say "none".
  if (!first && left === null) details = { ...details, submission: 'unknown' };
  const runWithLine = (): Promise<Output> =>
    run({
      left,
      first,
      hurry: engine.cancellationSignal,
      report(change) {
        details = { ...details, ...change };
        engine.heartbeat(details);
      },
      interrupted: () => engine.cancelled,
    });
  return withHeartbeat(() => details, runWithLine);
}
