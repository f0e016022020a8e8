import {
  createProgress,
  toOrder,
  type JobRequest,
  type JobResult,
  type JobState,
  type Stage,
} from '@genvideo/models';
import type { Activities, StageOutcome, StageReport } from '@genvideo/activities';

/** The activities of GenVideo's own jobs. */
export type Steps = Pick<Activities, 'prepareJob' | 'makeImage' | 'makeVideo' | 'finishJob'>;

/** Where a job waits until it may begin, and says that it needs its permit no longer. */
export interface Gate {
  enter(): Promise<void>;
  leave(): Promise<void>;
}

export interface TwoStageJob {
  workflow_id: string;
  run_id: string;
  started_at: string;
  input: JobRequest;
  /** Whether the activity of the video stores the files as well; then no permit goes back before. */
  stores_at_once?: boolean;
}

/** For those who need no permission, or got it elsewhere. */
export const OPEN_GATE: Gate = { enter: () => Promise.resolve(), leave: () => Promise.resolve() };

const toOutcome = (stage: Stage, report: StageReport): StageOutcome => {
  if (report.status === 'completed') return report;
  throw new TypeError(`The ${stage} was interrupted, although nobody is in a hurry here`);
};

/**
 * The happy path of GenVideo's job: prepare, picture, video, store. Whoever limits it puts a gate before the stages; as
 * in GenVideo, the permit goes back when the provider has ended, while the files are stored.
 */
export async function runTwoStageJob(job: TwoStageJob, steps: Steps, gate: Gate): Promise<JobResult> {
  const { workflow_id, run_id, started_at } = job;
  const { input } = await steps.prepareJob({ workflow_id, input: job.input, started_at });
  await gate.enter();
  const { user_id, priority, prompt, style, width, height, duration, fps, num_images, metadata } =
    toOrder(input);
  const progress = createProgress(new Date(started_at));
  const state: JobState = { workflow_id, job_input: { ...input }, progress, result: null };
  const task = { prompt, style, width, height, metadata };
  const plan = ['image', 'video'] as const;
  const request = {
    workflow_id,
    user_id,
    priority,
    attempt: 1,
    plan,
    left: null,
    permit_run_id: run_id,
    state,
  };
  const { urls: image } = toOutcome(
    'image',
    await steps.makeImage({ ...request, stage: 'image', task: { ...task, num_images } }),
  );
  const [image_url = ''] = image;
  const toAnimate = { ...task, image_url, duration, fps };
  const account = { attempts: 2, started_at, permitted_at: started_at };
  const closing = job.stores_at_once
    ? { ...account, submissions: 1, produced: { image: { urls: image } } }
    : undefined;
  const video = toOutcome(
    'video',
    await steps.makeVideo({ ...request, stage: 'video', task: toAnimate, closing }),
  );
  if (video.finished) return video.finished;
  const produced = { image: { urls: image }, video: { urls: video.urls } };
  const [result] = await Promise.all([
    steps.finishJob({ ...account, workflow_id, user_id, state, produced, submissions: 2 }),
    gate.leave(),
  ]);
  return result;
}
