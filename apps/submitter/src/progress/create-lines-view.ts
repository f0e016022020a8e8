import type { ProgressResult } from '@genvideo/progress-client';
import { formatDetails } from './format-details';
import type { JobReading } from './job-reading';
import type { ProgressView, ViewOutlets } from './progress-view';

/** What a line says of a job that could be looked at. */
export type FormatResult = (result: ProgressResult) => string;

/** A line for each look. Looks that failed are no results: they are told on standard error. */
export function createLinesView({ output, errors }: ViewOutlets, format: FormatResult): ProgressView {
  const complain = ({ workflow_id: id, error }: ProgressResult): void =>
    void errors.write(`${id}: ${error ?? 'no answer'}\n`);
  return {
    show({ result, detailed }: JobReading) {
      if (!result.success) return complain(result);
      output.write(`${format(result)}\n`);
      if (detailed !== null) output.write(`${formatDetails(detailed)}\n`);
    },
    notice: (text) => errors.write(`${text}\n`),
    close: () => undefined,
  };
}
