import type { BatchTally } from './batch-tally';
import type { BatchView } from './batch-view';
import { describeEnd, describeProgress } from './describe-batch';
import type { FollowedJob } from './followed-job';

export type Write = (text: string) => void;

const describeChange = (job: FollowedJob): string | null => {
  if (job.end !== null) return describeEnd(job);
  if (job.progress === null) return job.created ? 'submitted' : null;
  if (job.progress.status === 'pending') return null;
  return `${job.progress.percent} % ${describeProgress(job.progress)}`;
};

const describeEnded = ({ total, completed, unsuccessful }: BatchTally): string =>
  ` (${completed + unsuccessful} of ${total} ended)`;

/** What a line is written for: not for each percent, but for each change of step or status. */
const toStage = ({ created, progress, end }: FollowedJob): string =>
  end?.status ?? `${String(created)} ${progress?.step ?? ''} ${progress?.status ?? ''}`;

/** Plain lines for pipes and log files: one for each change of step and for each end. */
export function createLinesView(write: Write): BatchView {
  const stages = new Map<string, string>();
  return {
    notice: (text) => write(`${text}\n`),
    badLine: ({ line, problem }) => write(`line ${line}: ${problem}\n`),
    jobChanged(job, tally) {
      const stage = toStage(job);
      if (stages.get(job.planned.id) === stage) return;
      stages.set(job.planned.id, stage);
      const text = describeChange(job);
      if (text !== null)
        write(`${job.planned.id} ${text}${job.end === null ? '' : describeEnded(tally())}\n`);
    },
    tick: () => undefined,
    close(lastWords) {
      if (lastWords !== null) write(`${lastWords}\n`);
    },
  };
}
