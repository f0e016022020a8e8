import { fitText } from '../fit-text';
import { formatSeconds } from '../format-seconds';
import type { TimedSample } from './sample-load';
import type { BatchReport } from './study-report';

/** Shows a study while it runs. */
export interface StudyView {
  notice(text: string): void;
  /** A batch gets further. */
  progress(at: { size: number; limit: number; ended: number; seconds: number; sample: TimedSample }): void;
  batchEnded(batch: BatchReport): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const DEFAULT_COLUMNS = 80;
const BAR_CELLS = 20;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const toBar = (count: number, limit: number): string => {
  const filled = Math.min(BAR_CELLS, Math.round((BAR_CELLS * count) / limit));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
};

/** A batch in one line. */
export function describeBatch(batch: BatchReport): string {
  const { size, limit, outcomes, makespan_seconds, ideal_seconds, permit_use, highest, retries, verdicts } =
    batch;
  const broken = verdicts.filter(({ status }) => status === 'fail');
  return [
    `${broken.length === 0 ? '✓' : '✗'} ${String(size).padStart(5)} ${size === 1 ? 'job ' : 'jobs'}`,
    `${outcomes.completed} completed`,
    `${makespan_seconds.toFixed(1)} s (ideal ${ideal_seconds.toFixed(1)} s)`,
    `permit use ${permit_use?.toFixed(3) ?? '-'}`,
    `at most ${highest.provider ?? highest.engine} of ${limit} at once`,
    plural(retries, 'retry').replace('retrys', 'retries'),
    ...broken.map(({ detail }) => `BROKEN: ${detail}`),
  ].join('  ');
}

/** One line per batch, which on a terminal is live until the batch has ended. */
export function createStudyView(
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number },
): StudyView {
  const live = output.isTTY === true;
  const write = (text: string): void => void output.write(`${live ? CLEAR_LINE : ''}${text}\n`);
  return {
    notice: write,
    batchEnded: (batch) => write(describeBatch(batch)),
    progress({ size, limit, ended, seconds, sample }) {
      if (!live) return;
      const running = sample.held ?? 0;
      const text = `… ${String(size).padStart(5)} ${size === 1 ? 'job ' : 'jobs'}  ${toBar(running, limit)} ${running} of ${limit} permits  ${sample.waiting ?? 0} wait  ${ended} ended  ${formatSeconds(seconds)}`;
      output.write(`${CLEAR_LINE}${fitText(text, (output.columns || DEFAULT_COLUMNS) - 1)}`);
    },
  };
}
