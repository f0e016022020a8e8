import type { LimiterSnapshot, PermitHolder } from '@genvideo/models';
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
}

const toSecondsAgo = (time: Date | string): number => (Date.now() - new Date(time).getTime()) / 1_000;

const lookAt = async ({ client, ask }: EngineDesk, holder: PermitHolder): Promise<LookedAt> => {
  const held_seconds = toSecondsAgo(holder.granted_at);
  try {
    const job = await ask(() => describeJob(client, holder.workflow_id));
    const end = isClosed(job.workflow_status) ? toSecondsAgo(job.close_time ?? job.start_time) : null;
    return { ...holder, held_seconds, ended_seconds: end };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return { ...holder, held_seconds, ended_seconds: held_seconds };
  }
};

const judge = (holders: readonly LookedAt[], config: Config): Verdict => {
  const patience = config.LIMITER_RECONCILE_SECONDS * 2 + SWEEP_SECONDS;
  const [lost] = holders.filter(({ ended_seconds: ended }) => ended !== null && ended > patience);
  if (lost !== undefined)
    return fail(
      `"${lost.workflow_id}" ended ${Math.round(lost.ended_seconds ?? 0)} s ago and still holds its permit`,
      'Its provider has not confirmed that its task has ended: look at the provider, and at "job_swept" in the logs of the workers.',
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
