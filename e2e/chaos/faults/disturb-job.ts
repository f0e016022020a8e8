import { CALLBACK_PATH } from '@genvideo/models/callback-url';
import { ask, askAny } from '../load/ask-any';
import type { JobLog } from '../load/journal';
import type { ChaosRun } from './chaos-run';

const NOBODY = 'no job is under way';
/** How long somebody tries to cancel. */
const PATIENCE_MS = 15_000;

const choose = ({ journal }: ChaosRun, pick: number): JobLog | undefined => {
  const jobs = journal.underWay();
  return jobs[Math.floor(pick * jobs.length)];
};

const toBases = ({ stand }: ChaosRun): string[] => stand.apis.map(({ url }) => url);

/** Cancels one of the jobs under way. */
export async function cancelSomeJob(run: ChaosRun, pick: number): Promise<string> {
  const job = choose(run, pick);
  if (job === undefined) return NOBODY;
  job.cancel_sent_at_ms ??= Date.now();
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const asked = { path: `/workflows/${job.workflow_id}/cancel`, method: 'POST' };
  const answer = await askAny(toBases(run), asked, { first: Math.floor(pick * 1_000), signal });
  return `${job.workflow_id}: ${answer?.status ?? 'no answer'}`;
}

/** Tells an API that a video is done, without the secret: it has to be refused, and the job has to go on. */
export async function forgeCallback(run: ChaosRun, pick: number): Promise<string> {
  const job = choose(run, pick);
  if (job === undefined) return NOBODY;
  const { workflow_id } = job;
  const query = new URLSearchParams({ workflow_id, stage: 'video', attempt: '1', token: 'A'.repeat(43) });
  const body = JSON.stringify({ job_id: 'video-forged', status: pick < 0.5 ? 'completed' : 'failed' });
  const bases = toBases(run);
  const url = `${bases[Math.floor(pick * bases.length)] ?? ''}${CALLBACK_PATH}?${query.toString()}`;
  const answer = await ask(url, { method: 'POST', body }, run.signal).catch(() => null);
  run.log.forgeries.push({ workflow_id, status: answer?.status ?? null });
  return `${workflow_id}: ${answer?.status ?? 'no answer'}`;
}
