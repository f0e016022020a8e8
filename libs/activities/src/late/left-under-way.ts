import type { Produced } from '../job/finish-job';
import type { RunningTry } from '../job/stop-task';

/** What a job that ended early left at its providers. */
export interface LeftUnderWay {
  workflow_id: string;
  user_id: string;
  /** The try whose task may still run; null when none does. */
  running: RunningTry | null;
  /** What was made and has not been fetched. */
  produced: Produced;
}

/** The same of a certain run: what a `LateResultWorkflow` is started with. */
export interface LateResultRequest extends LeftUnderWay {
  run_id: string;
}
