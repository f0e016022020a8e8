import { isDeepStrictEqual } from 'node:util';
import type { JobResult, Stage } from '@genvideo/models';
import type { Evidence, JobEvidence } from '../evidence/evidence';
import { linesOf } from './ledger-of-job';
import type { Violation } from './violation';

/** How a workflow may end, and what its result then says. */
const ENDS: Readonly<Record<string, JobResult['status']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
};

const TERMINAL = ['completed', 'failed', 'cancelled'];

const toStages = ({ log }: JobEvidence): Stage[] =>
  log.job_type === 'image' ? ['image'] : ['image', 'video'];

/** What the provider's ledger has to show for an end to be true. */
function checkTruth(job: JobEvidence, result: JobResult, { ledger }: Evidence): string[] {
  const last = (stage: Stage) => linesOf(ledger, job.log.workflow_id, stage).at(-1)?.status ?? 'none';
  switch (result.status) {
    case 'completed': {
      const kinds = result.assets.map(({ kind }) => kind);
      if (!isDeepStrictEqual(kinds, toStages(job)))
        return [`completed with files of ${kinds.join(', ') || 'nothing'}`];
      return toStages(job)
        .filter((stage) => last(stage) !== 'completed')
        .map((stage) => `completed, and its last ${stage} is ${last(stage)} at the provider`);
    }
    case 'failed':
      if (result.error?.type !== 'ProviderFailed') return [`failed by ${JSON.stringify(result.error)}`];
      return toStages(job).some((stage) => ['failed', 'lost'].includes(last(stage)))
        ? []
        : ['failed by ProviderFailed, and no task of it failed at the provider'];
    case 'cancelled':
      return job.log.cancel_sent_at_ms === null ? ['cancelled, and nobody asked for it'] : [];
  }
}

/** What watchers were told of the end has to be the end. */
function checkWatchers({ log }: JobEvidence, status: string): string[] {
  return log.watchers.flatMap(({ watcher, sights }) => {
    const ends = [...new Set(sights.map((sight) => sight.status).filter((each) => TERMINAL.includes(each)))];
    if (isDeepStrictEqual(ends, [status])) return [];
    return [`${status}, and ${watcher} was told ${ends.join(', then ') || 'no end'}`];
  });
}

function checkJob(job: JobEvidence, evidence: Evidence): string[] {
  const runs = evidence.workflows.filter(({ workflow_id }) => workflow_id === job.log.workflow_id);
  const [run] = runs;
  if (run === undefined) return ['accepted, and the engine does not know it'];
  if (runs.length > 1) return [`ran ${runs.length} times`];
  const status = ENDS[run.status];
  if (status === undefined) return [`stands at ${run.status}`];
  const { result, state } = job;
  if (result === null) return ['has no result'];
  if (result.status !== status)
    return [`is ${run.status} at the engine, and its result says ${result.status}`];
  const ofState = isDeepStrictEqual(state?.result, result)
    ? []
    : [`has a state file that says otherwise: ${JSON.stringify(state?.result ?? null)}`];
  return [...ofState, ...checkTruth(job, result, evidence), ...checkWatchers(job, status)];
}

/** Every job that was taken ends once, in a state that is true. What nobody took must not run either. */
export function checkEnds(evidence: Evidence): Violation[] {
  const { jobs, workflows, refusals } = evidence;
  const taken = jobs.filter(({ log }) => log.accepted_at_ms !== null);
  const troubles = taken.flatMap((job) =>
    checkJob(job, evidence).map((what) => `${job.log.workflow_id} ${what}`),
  );
  const known = new Set(jobs.map(({ log }) => log.workflow_id));
  const strangers = workflows
    .filter(({ workflow_id, type }) => type === 'GenVideoWorkflow' && !known.has(workflow_id))
    .map(({ workflow_id }) => `${workflow_id} runs, and nobody submitted it`);
  const others = workflows
    .filter(({ type, status }) => type === 'LateResultWorkflow' && status !== 'COMPLETED')
    .map(({ workflow_id, status }) => `${workflow_id} stands at ${status}`);
  const refused = refusals.map((text) => `refused: ${text}`);
  return [...troubles, ...strangers, ...others, ...refused].map((what) => ({ rule: 'ends', what }));
}
