import type { DetailedStatus } from '@genvideo/progress-client';
import { describeProgress } from '../describe-batch';
import { describeStage } from './describe-stage';

const toHistory = (detailed: DetailedStatus): string[] =>
  (detailed.detailed_status?.progress_history ?? []).map(
    (entry) =>
      `    ${entry.updated_at}  ${String(entry.percent).padStart(3)} %  ${describeStage(entry)}  ${describeProgress(entry)}`,
  );

/** Everything the API knows of a job, as indented lines that follow the line about its progress. */
export function formatDetails(detailed: DetailedStatus): string {
  const { detailed_status: own } = detailed;
  const fields: [string, unknown][] = [
    ['prompt', own?.job_input.prompt],
    ['workflow type', detailed.workflow_type],
    ['task queue', detailed.task_queue],
    ['workflow status', detailed.workflow_status],
    ['started', detailed.start_time],
    ['ended', detailed.close_time],
    ['retries', own?.retry_count],
  ];
  const known = fields.filter(([, value]) => value !== null && value !== undefined);
  const history = toHistory(detailed);
  return [
    ...known.map(([name, value]) => `  ${`${name}:`.padEnd(17)}${String(value)}`),
    ...(history.length === 0 ? [] : ['  history:', ...history]),
  ].join('\n');
}
