import { Context } from '@temporalio/activity';
import type { StageHeartbeat } from '@genvideo/models';
import { stageHeartbeatSchema } from '@genvideo/models/schemas';
import { cancelledFor, isGone } from '../cancelled-for';
import { withHeartbeat } from '../with-heartbeat';
import type { Knowledge } from './knowledge';
import { createStallWatch } from './stall-watch';
import type { StageRequest } from './stage-request';

/** What a stage says of itself; the looks are for readers alone. */
type Report = Partial<Knowledge & Pick<StageHeartbeat, 'answered_at' | 'silence'>>;

/** A stage's line to the engine. */
export interface StageContext {
  /** What is known of the task by now. */
  known(): Knowledge;
  /** Whether the task may have been submitted before, by a run that could not say so any more. */
  mayHaveSubmitted: boolean;
  /** Whether this worker stood still for so long that another may be at the stage by now. */
  hasStalled(): boolean;
  /** Aborted when the engine no longer waits for this run of the stage. */
  gone: AbortSignal;
  /** Aborted when the workflow, the engine or the worker wants the stage to end. */
  hurry: AbortSignal;
  /** Changes what the heartbeat carries, and sends it. */
  report(change: Report): void;
  /** Says that there will be something to report in so many milliseconds. */
  expect(milliseconds: number): void;
}

const readHeartbeat = (details: unknown): StageHeartbeat | null => {
  const parsed = stageHeartbeatSchema.safeParse(details);
  return parsed.success ? parsed.data : null;
};

/** What earlier runs of this try left behind: to the engine in a heartbeat, or to the workflow when they were hurried. */
function readLeft({ left }: Pick<StageRequest<unknown>, 'left'>): {
  left: Knowledge | null;
  nothingSent: boolean;
} {
  const { info } = Context.current();
  const run = info.attempt;
  const beaten = readHeartbeat(info.heartbeatDetails);
  if (beaten) return { left: beaten, nothingSent: beaten.submission === 'none' && beaten.run === run - 1 };
  return { left, nothingSent: run === 1 && (left === null || left.submission === 'none') };
}

/** Runs a stage with heartbeats that go on while it waits. */
export async function withStageContext<Output>(
  request: Pick<StageRequest<unknown>, 'stage' | 'attempt' | 'left' | 'permit_run_id'>,
  run: (context: StageContext) => Promise<Output>,
): Promise<Output> {
  const engine = Context.current();
  const { stage, attempt } = request;
  const { left, nothingSent } = readLeft(request);
  const wasReset = engine.info.workflowExecution?.runId !== request.permit_run_id;
  const task_id = left?.task_id ?? null;
  let details: StageHeartbeat = {
    stage,
    attempt,
    run: engine.info.attempt,
    submission: task_id === null ? 'unknown' : 'made',
    task_id,
    percent: left?.percent ?? 0,
  };
  const stallWatch = createStallWatch(engine.info.heartbeatTimeoutMs);
  const toDetails = (): StageHeartbeat => {
    stallWatch.beaten();
    return details;
  };
  return withHeartbeat(toDetails, (hurry, beats) =>
    run({
      known: () => details,
      hasStalled: () => stallWatch.hasStalled(),
      gone: cancelledFor(hurry, isGone),
      mayHaveSubmitted: wasReset || !nothingSent,
      hurry,
      report(change) {
        details = { ...details, ...change };
        beats.beat();
      },
      expect: (milliseconds) => beats.expect(milliseconds),
    }),
  );
}
