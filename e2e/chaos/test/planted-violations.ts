import type { JobResult } from '@genvideo/models';
import type { Rule } from '../check/violation';
import type { Evidence, JobEvidence } from '../evidence/evidence';
import { START_MS, toJob, toLine } from './to-evidence';

/** Something wrong that is put into a run in which all is well, and what has to be said of it. */
export interface Planted {
  what: string;
  rule: Rule;
  plant: (evidence: Evidence) => void;
  says: RegExp;
}

const first = ({ jobs }: Evidence): JobEvidence => jobs[0]!;

/** Puts another end in place of that of the first job, everywhere it is told. */
const endOtherwise = (evidence: Evidence, change: Partial<JobResult>): void => {
  evidence.jobs[0] = toJob('job-1', change);
  evidence.workflows[0]!.status = change.status === 'cancelled' ? 'CANCELLED' : 'FAILED';
};

const FAILED: Partial<JobResult> = {
  ...{ status: 'failed', assets: [], error: { type: 'ProviderFailed', message: 'it failed' } },
};
const CANCELLED: Partial<JobResult> = { status: 'cancelled', assets: [] };

/** A job whose worker was killed, and that went on so many seconds later; null: never. */
export const toTakeover = (seconds: number | null) => ({
  ...{ workflow_id: 'job-1', worker: 'worker-0', killed_at_ms: START_MS },
  resumed_at_ms: seconds === null ? null : START_MS + seconds * 1_000,
});

export const PLANTED: Planted[] = [
  {
    what: 'a job that the engine has forgotten',
    rule: 'ends',
    plant: ({ workflows }) => void workflows.shift(),
    says: /the engine does not know it/,
  },
  {
    what: 'a job that stands still',
    rule: 'ends',
    plant: ({ workflows }) => void (workflows[0]!.status = 'RUNNING'),
    says: /stands at RUNNING/,
  },
  {
    what: 'a job that ran into the engine’s own time-out',
    rule: 'ends',
    plant: ({ workflows }) => void (workflows[0]!.status = 'TIMED_OUT'),
    says: /stands at TIMED_OUT/,
  },
  {
    what: 'a job that ran twice',
    rule: 'ends',
    plant: ({ workflows }) => void workflows.push({ ...workflows[0]!, run_id: 'other' }),
    says: /ran 2 times/,
  },
  {
    what: 'a job that nobody submitted',
    rule: 'ends',
    plant: ({ workflows }) => void workflows.push({ ...workflows[0]!, workflow_id: 'job-3' }),
    says: /job-3 runs, and nobody submitted it/,
  },
  {
    what: 'a result that the engine does not bear out',
    rule: 'ends',
    plant: ({ workflows }) => void (workflows[0]!.status = 'FAILED'),
    says: /is FAILED at the engine, and its result says completed/,
  },
  {
    what: 'a job without a result',
    rule: 'ends',
    plant: (evidence) => void (first(evidence).result = null),
    says: /has no result/,
  },
  {
    what: 'a state file that was left behind',
    rule: 'ends',
    plant: (evidence) => void (first(evidence).state!.result = null),
    says: /a state file that says otherwise/,
  },
  {
    what: 'a completed job whose video failed at the provider',
    rule: 'ends',
    plant: ({ ledger }) => void (ledger[1]!.status = 'failed'),
    says: /its last video is failed/,
  },
  {
    what: 'a completed job without its video',
    rule: 'ends',
    plant: (evidence) => {
      const { assets } = first(evidence).result!;
      assets.pop();
    },
    says: /completed with files of image/,
  },
  {
    what: 'a failure that is not the provider’s',
    rule: 'ends',
    plant: (evidence) => endOtherwise(evidence, { ...FAILED, error: { type: 'NotFound', message: '?' } }),
    says: /failed by .*NotFound/,
  },
  {
    what: 'a failure of which the provider knows nothing',
    rule: 'ends',
    plant: (evidence) => endOtherwise(evidence, FAILED),
    says: /no task of it failed at the provider/,
  },
  {
    what: 'a cancel that nobody asked for',
    rule: 'ends',
    plant: (evidence) => endOtherwise(evidence, CANCELLED),
    says: /cancelled, and nobody asked/,
  },
  {
    what: 'a watcher who was told another end',
    rule: 'ends',
    plant: (evidence) => void (first(evidence).log.watchers[0]!.sights.at(-1)!.status = 'failed'),
    says: /completed, and stream was told failed/,
  },
  {
    what: 'a watcher who was told no end',
    rule: 'ends',
    plant: (evidence) => void first(evidence).log.watchers[0]!.sights.pop(),
    says: /was told no end/,
  },
  {
    what: 'a late result that never came',
    rule: 'ends',
    plant: ({ workflows }) =>
      void workflows.push({
        workflow_id: 'late-result:job-1:r',
        run_id: 'r',
        type: 'LateResultWorkflow',
        status: 'RUNNING',
      }),
    says: /late-result:job-1:r stands at RUNNING/,
  },
  {
    what: 'a job that was refused',
    rule: 'ends',
    plant: ({ refusals }) => void refusals.push('job-9: 422'),
    says: /refused: job-9/,
  },
  {
    what: 'a submission made twice',
    rule: 'submissions',
    plant: ({ ledger }) => void ledger.push(toLine('job-2/video/1', [9, 10])),
    says: /job-2\/video\/1 was submitted more than once/,
  },
  {
    what: 'a submission for nobody',
    rule: 'submissions',
    plant: ({ ledger }) => void ledger.push({ ...toLine('job-2/video/1', [9, 10]), idempotency_key: null }),
    says: /nobody's job is that/,
  },
  {
    what: 'a try that was left out',
    rule: 'submissions',
    plant: ({ ledger }) => void (ledger[3]!.idempotency_key = 'job-2/video/2'),
    says: /has tries 2 of its video/,
  },
  {
    what: 'a submission that the job does not count',
    rule: 'submissions',
    plant: ({ ledger }) => void ledger.push(toLine('job-2/video/2', [9, 10])),
    says: /counts 2 submissions, the provider 3/,
  },
  {
    what: 'two jobs at once where one may',
    rule: 'limit',
    plant: ({ ledger }) => void (ledger[2] = toLine('job-2/image/1', [3, 6])),
    says: /2 jobs ran at .*at most 1/,
  },
  {
    what: 'two videos at once where one may',
    rule: 'limit',
    plant: (evidence) => {
      evidence.capacities[0]!.capacity = 5;
      evidence.ledger[3] = toLine('job-2/video/1', [3, 5]);
    },
    says: /2 videos ran/,
  },
  {
    what: 'two tasks of one job at once',
    rule: 'limit',
    plant: ({ ledger }) => void (ledger[1] = toLine('job-1/video/1', [1.5, 4])),
    says: /2 tasks of 1 jobs/,
  },
  {
    what: 'a permit that did not come back',
    rule: 'permits',
    plant: ({ pools }) => void (pools[0]!.held = 1),
    says: /1 held/,
  },
  {
    what: 'percent that went down',
    rule: 'percent',
    plant: (evidence) => void (first(evidence).log.watchers[0]!.sights[1]!.percent = 9),
    says: /saw 10, then 9/,
  },
  {
    what: 'a file that is missing',
    rule: 'files',
    plant: (evidence) => void (first(evidence).files[0]!.found = null),
    says: /is not there/,
  },
  {
    what: 'a file that is cut short',
    rule: 'files',
    plant: (evidence) => void (first(evidence).files[0]!.found!.size = 3),
    says: /has 3 bytes/,
  },
  {
    what: 'a file that is another',
    rule: 'files',
    plant: (evidence) => void (first(evidence).files[0]!.found!.sha256 = 'b'.repeat(64)),
    says: /bbbb/,
  },
  {
    what: 'a temporary file',
    rule: 'temp_files',
    plant: ({ temp_files }) => void temp_files.push('machine.7/x/download'),
    says: /download/,
  },
  {
    what: 'a task that still runs at the provider',
    rule: 'orphans',
    plant: ({ ledger }) => void (ledger[3] = toLine('job-2/video/1', [6, null], 'processing')),
    says: /job-2\/video\/1 is processing/,
  },
  {
    what: 'a cancel that says it came before anything was submitted',
    rule: 'orphans',
    plant: (evidence) => endOtherwise(evidence, { ...CANCELLED, cancel_outcome: 'cancelled_before_submit' }),
    says: /the provider has 2 tasks of it/,
  },
  {
    what: 'a cancel that says it stopped a task',
    rule: 'orphans',
    plant: (evidence) => endOtherwise(evidence, { ...CANCELLED, cancel_outcome: 'cancelled_at_provider' }),
    says: /stopped none of its tasks/,
  },
  {
    what: 'a cancel that stopped a task and does not say so',
    rule: 'orphans',
    plant: (evidence) => {
      endOtherwise(evidence, { ...CANCELLED, cancel_outcome: 'already_ended' });
      evidence.ledger[1]!.status = 'cancelled';
    },
    says: /has stopped a task of it/,
  },
  {
    what: 'a job that stood still for too long',
    rule: 'takeovers',
    plant: ({ takeovers }) => void takeovers.push(toTakeover(16)),
    says: /stood still for 16000 ms/,
  },
  {
    what: 'a job that never went on',
    rule: 'takeovers',
    plant: ({ takeovers }) => void takeovers.push(toTakeover(null)),
    says: /not seen to go on/,
  },
  {
    what: 'a forged callback that was taken',
    rule: 'forgeries',
    plant: ({ forgeries }) => void (forgeries[0]!.status = 202),
    says: /answered 202/,
  },
];
