import { MultiBar, type SingleBar } from 'cli-progress';
import type { BatchTally } from './batch-tally';
import type { BatchView } from './batch-view';
import { describeEnd, describeProgress, describeTally } from './describe-batch';
import { fitText } from './fit-text';
import { isRunning, toPercent, type FollowedJob } from './followed-job';

/** A terminal to draw on; the size is read anew each time, because people resize windows. */
export interface Terminal extends NodeJS.WritableStream {
  columns?: number;
  rows?: number;
}

/** More bars at once than this are no help to anybody. */
const MAX_JOB_BARS = 10;
const BAR_CELLS = 24;
/** A terminal that does not know its size says 0. */
const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;
/** Lines kept free for the total, for messages and for the prompt of the shell. */
const OTHER_LINES = 4;
const REDRAWS_PER_SECOND = 5;

const drawBar = (percent: number): string => {
  const filled = Math.round((BAR_CELLS * percent) / 100);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} ${String(Math.floor(percent)).padStart(3)} %`;
};

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
  const bars = new MultiBar({
    stream: terminal,
    format: (_options, _params, payload: { text?: string }) =>
      fitText(payload.text ?? '', (terminal.columns || DEFAULT_COLUMNS) - 1),
    hideCursor: true,
    clearOnComplete: true,
    forceRedraw: true,
    gracefulExit: false,
    fps: REDRAWS_PER_SECOND,
  });
  const total = bars.create(100, 0, { text: '' });
  const jobBars: SingleBar[] = [];
  let lines: (string | null)[] = [];
  let last: BatchTally | null = null;
  let totalShownAt = 0;

  const showTotal = (tally: BatchTally): void => {
    last = tally;
    totalShownAt = Date.now();
    total.update(tally.percent, { text: `${drawBar(tally.percent)}  ${describeTally(tally)}` });
  };
  const showJobs = (jobs: readonly FollowedJob[]): void => {
    const capacity = Math.max(1, Math.min(MAX_JOB_BARS, (terminal.rows || DEFAULT_ROWS) - OTHER_LINES));
    const running = new Map(jobs.filter(isRunning).map((job) => [job.planned.id, job]));
    lines = assignLines(lines, [...running.keys()], capacity);
    lines.forEach((id, index) => {
      const job = id === null ? undefined : running.get(id);
      jobBars[index] ??= bars.create(100, 0, { text: '' });
      jobBars[index].update(0, { text: job === undefined ? '' : toJobLine(job) });
    });
  };

  return {
    notice: (text) => bars.log(`${text}\n`),
    badLine: ({ line, problem }) => bars.log(`line ${line}: ${problem}\n`),
    jobChanged(job, tally) {
      if (job.end !== null) bars.log(`${job.planned.id} ${describeEnd(job)}\n`);
      if (Date.now() - totalShownAt >= 1_000 / REDRAWS_PER_SECOND) showTotal(tally());
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
