import { toLateResultId, type EndedRun, type LimiterSnapshot, type PermitHolder } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { describeJob, isClosed, NotFoundError } from '@genvideo/progress-client/direct';
import type { EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** How many holders are looked at, those first that have held theirs longest. */
const MAX_HOLDERS = 10;

/** What the limiter and its sweep may take beyond a round of reconciling, in seconds. */
const SWEEP_SECONDS = 60;

/** What storing and cleaning up may take after a job's time is over, in seconds. */
const GRACE_SECONDS = 600;

interface LookedAt extends PermitHolder {
  held_seconds: number;
  /** How long ago the job ended; null while it runs. */
  ended_seconds: number | null;
  /** The workflow that waits for what the job left at its provider; null when none does. */
  watch: string | null;
}

const toSecondsAgo = (time: Date | string): number => (Date.now() - new Date(time).getTime()) / 1_000;

/** Who waits for what a run of a job left at its provider, and holds its permit for it. */
const findWatch = async ({ client, ask }: EngineDesk, run: EndedRun): Promise<string | null> => {
  const id = toLateResultId(run);
  try {
    const { workflow_status: status } = await ask(() => describeJob(client, id));
    return isClosed(status) ? null : id;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};

const lookAt = async (desk: EngineDesk, holder: PermitHolder): Promise<LookedAt> => {
  const { client, ask } = desk;
  const held_seconds = toSecondsAgo(holder.granted_at);
  try {
    const job = await ask(() => describeJob(client, holder.workflow_id));
    if (!isClosed(job.workflow_status)) return { ...holder, held_seconds, ended_seconds: null, watch: null };
    const ended_seconds = toSecondsAgo(job.close_time ?? job.start_time);
    return { ...holder, held_seconds, ended_seconds, watch: await findWatch(desk, job) };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return { ...holder, held_seconds, ended_seconds: held_seconds, watch: null };
  }
};

const judge = (holders: readonly LookedAt[], config: Config): Verdict => {
  const patience = config.LIMITER_RECONCILE_SECONDS * 2 + SWEEP_SECONDS;
  const late = holders.filter(({ ended_seconds: ended }) => ended !== null && ended > patience);
  const [lost] = late.filter(({ watch }) => watch === null);
  if (lost !== undefined)
    return fail(
      `"${lost.workflow_id}" ended ${Math.round(lost.ended_seconds ?? 0)} s ago and still holds its permit`,
      'Its provider has not confirmed that its task has ended: look at the provider, and at "job_swept" in the logs of the workers.',
    );
  const [watched] = late;
  if (watched !== undefined)
    return warn(
      `"${watched.workflow_id}" ended ${Math.round(watched.ended_seconds ?? 0)} s ago; its task at the provider goes on, and its permit comes back when that has ended`,
      `What it makes is kept. To give it up and have the permit back now: temporal workflow cancel --workflow-id ${watched.watch}`,
    );
  const longest = config.JOB_TIMEOUT_SECONDS + GRACE_SECONDS;
  const [stuck] = holders.filter(({ held_seconds: held }) => held > longest);
  if (stuck !== undefined)
    return warn(
      `"${stuck.workflow_id}" has held its permit for ${Math.round(stuck.held_seconds)} s, longer than JOB_TIMEOUT_SECONDS allows`,
      `See why: npx genvideo-progress explain ${stuck.workflow_id}`,
    );
  const names = holders.slice(0, 3).map(({ workflow_id: id }) => `"${id}"`);
  return ok(
    names.length === 0
      ? 'nobody holds one'
      : `held by ${names.join(', ')}${holders.length > 3 ? ', ...' : ''}`,
  );
};

/** Whether those who hold permits still need them. */
export async function checkPermits(
  desk: EngineDesk,
  { holders }: LimiterSnapshot,
  config: Config,
): Promise<Verdict> {
  const longest = [...holders]
    .sort((left, right) => left.granted_at.localeCompare(right.granted_at))
    .slice(0, MAX_HOLDERS);
  try {
    return judge(await Promise.all(longest.map((holder) => lookAt(desk, holder))), config);
  } catch (error) {
    return warn(`those who hold permits cannot be looked at: ${toReason(error)}`, 'Try again.');
  }
}
