import { toOrder, toStagePlan, type GenerationInput, type StagePlan } from '@genvideo/models';
import { toInputDigest } from './input-digest';

/** What is noted on a job's workflow when it is started; readers find it without asking a worker. */
export interface JobMemo {
  /** Tells whether an id is used again for the same input. */
  input_digest: string;
  /** Turns the percent of a stage into that of the job. */
  stages: StagePlan;
  /** What was made otherwise than it was asked for, in sentences; the job notes it at its end where something was. */
  note?: string;
}

export function toJobMemo(job: GenerationInput): JobMemo {
  return { input_digest: toInputDigest(job), stages: toStagePlan(toOrder(job)) };
}

/** The parts of a memo that are there and well formed; jobs started by another SDK have none. */
export function parseJobMemo(memo: Record<string, unknown> | undefined): Partial<JobMemo> {
  const { input_digest: digest, stages, note } = memo ?? {};
  const isPlan =
    Array.isArray(stages) &&
    stages.length > 0 &&
    stages.every((stage) => stage === 'image' || stage === 'video');
  return {
    ...(typeof digest === 'string' ? { input_digest: digest } : {}),
    ...(isPlan ? { stages: stages as StagePlan } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  };
}
