import type { SingleBar } from 'cli-progress';
import type { BatchTally } from './batch-tally';
import type { BatchView } from './batch-view';
import { createLiveBars, type BarPayload } from './create-live-bars';
import { describeEnd, describeProgress, describeTally } from './describe-batch';
import { drawBar } from './draw-bar';
import { isRunning, toPercent, type FollowedJob } from './followed-job';
import type { Terminal } from './terminal';

/** More bars at once than this are no help to anybody. */
const MAX_JOB_BARS = 10;
/** Where a terminal does not know its size. */
const DEFAULT_ROWS = 24;
/** Lines kept free for the total, for messages and for the prompt of the shell. */
const OTHER_LINES = 4;
/** A total costs a pass over all jobs: no more often than eyes follow. */
const TOTALS_PER_SECOND = 5;

/** A line that stays as it is until the next update. */
const toPayload = (text: string): BarPayload => ({ draw: () => text });

const toJobLine = (job: FollowedJob): string => {
  const message = job.progress === null ? '' : describeProgress(job.progress);
  return `${drawBar(toPercent(job))}  ${job.planned.id}  ${message}  ${job.planned.job.prompt}`;
};

/** Keeps each running job on the line it has, and gives the free lines to others. */
export function assignLines(
  lines: readonly (string | null)[],
  running: readonly string[],
  capacity: number,
): (string | null)[] {
  const kept = lines.map((id) => (id !== null && running.includes(id) ? id : null));
  const others = running.filter((id) => !kept.includes(id));
  const filled = kept.map((id) => id ?? others.shift() ?? null);
  return [...filled, ...others.slice(0, Math.max(0, capacity - filled.length))];
}

/** A live view: the total, a bar for each running job as far as there is room, ends and notices above them. */
export function createTerminalView(terminal: Terminal): BatchView {
  const bars = createLiveBars(terminal);
  const total = bars.create(100, 0, toPayload(''));
  const jobBars: SingleBar[] = [];
  let lines: (string | null)[] = [];
  let last: BatchTally | null = null;
  let totalShownAt = 0;

  const showTotal = (tally: BatchTally): void => {
    last = tally;
    totalShownAt = Date.now();
    total.update(tally.percent, toPayload(`${drawBar(tally.percent)}  ${describeTally(tally)}`));
  };
  const showJobs = (jobs: readonly FollowedJob[]): void => {
    const capacity = Math.max(1, Math.min(MAX_JOB_BARS, (terminal.rows || DEFAULT_ROWS) - OTHER_LINES));
    const running = new Map(jobs.filter(isRunning).map((job) => [job.planned.id, job]));
    lines = assignLines(lines, [...running.keys()], capacity);
    lines.forEach((id, index) => {
      const job = id === null ? undefined : running.get(id);
      jobBars[index] ??= bars.create(100, 0, toPayload(''));
      jobBars[index].update(0, toPayload(job === undefined ? '' : toJobLine(job)));
    });
  };

  return {
    notice: (text) => bars.log(`${text}\n`),
    badLine: ({ line, problem }) => bars.log(`line ${line}: ${problem}\n`),
    jobChanged(job, tally) {
      if (job.end !== null) bars.log(`${job.planned.id} ${describeEnd(job)}\n`);
      if (Date.now() - totalShownAt >= 1_000 / TOTALS_PER_SECOND) showTotal(tally());
    },
    tick(jobs, tally) {
      showTotal(tally);
      showJobs(jobs);
    },
    close(lastWords) {
      bars.update();
      bars.stop();
      if (last !== null) terminal.write(`${describeTally(last)}\n`);
      if (lastWords !== null) terminal.write(`${lastWords}\n`);
    },
  };
}
