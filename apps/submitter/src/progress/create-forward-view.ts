import type { JobReading } from './job-reading';
import type { ProgressView } from './progress-view';

/** Shows no step back: a stage that is tried again begins anew, and so does a watch that was opened again. */
export function createForwardView(view: ProgressView): ProgressView {
  const percents = new Map<string, number>();

  const raise = (reading: JobReading): JobReading => {
    const { workflow_id: id, progress } = reading.result;
    if (progress === null) return reading;
    const percent = Math.max(percents.get(id) ?? 0, progress.percent);
    percents.set(id, percent);
    return { ...reading, result: { ...reading.result, progress: { ...progress, percent } } };
  };

  return { ...view, show: (reading) => view.show(raise(reading)) };
}
