import type { SingleBar } from 'cli-progress';
import { createLiveBars } from '../create-live-bars';
import type { Terminal } from '../terminal';
import { createLinesView, type FormatResult } from './create-lines-view';
import type { JobReading } from './job-reading';
import type { ProgressView } from './progress-view';

export interface LiveOutlets {
  output: Terminal;
  errors: NodeJS.WritableStream & { isTTY?: boolean };
}

/** A bar that stays where it is and counts down between two looks; where the job stands at last is left as a line. */
export function createLiveView({ output, errors }: LiveOutlets, format: FormatResult): ProgressView {
  const bars = createLiveBars(output);
  let bar: SingleBar | null = null;
  let last: JobReading | null = null;
  let complaint: string | null = null;

  /** Above the bar where both share a terminal. */
  const notice = (text: string): void => {
    if (bar !== null && errors.isTTY) bars.log(`${text}\n`);
    else errors.write(`${text}\n`);
  };
  /** The same trouble at each look is told once. */
  const complain = (text: string): void => {
    if (text !== complaint) notice(text);
    complaint = text;
  };

  return {
    notice,
    show(reading) {
      const { success, workflow_id: id, progress, error } = reading.result;
      if (!success) return complain(`${id}: ${error ?? 'no answer'}`);
      complaint = null;
      last = reading;
      bar ??= bars.create(100, 0, { draw: () => (last === null ? '' : format(last.result)) });
      bar.update(progress?.percent ?? 0);
    },
    close() {
      if (bar === null) return;
      bars.update();
      bars.stop();
      if (last !== null) createLinesView({ output, errors }, format).show(last);
    },
  };
}
