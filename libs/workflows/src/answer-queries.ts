import { defineQuery, setHandler } from '@temporalio/workflow';
import { QUERY, type CustomMetrics, type JobStatus, type Progress } from '@genvideo/models';
import type { JobRecord } from './job-record';

const progressQuery = defineQuery<Progress>(QUERY.progress);
const statusQuery = defineQuery<JobStatus>(QUERY.status);
const customMetricsQuery = defineQuery<CustomMetrics>(QUERY.customMetrics);

const toStatus = (record: JobRecord): JobStatus => ({
  ...record.progress,
  workflow_id: record.workflowId,
  job_input: record.input,
  current_progress: record.progress,
  started_at: record.startedAt.toISOString(),
  progress_history: record.history,
  retry_count: record.retryCount,
});

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1_000;

/** Times run up to the workflow's latest event while the job runs: a query has no clock of its own. */
const toMetrics = (record: JobRecord): CustomMetrics => {
  const until = record.endedAt ?? new Date();
  return {
    processing_time: record.permittedAt === null ? 0 : secondsBetween(record.permittedAt, until),
    queue_time: secondsBetween(record.startedAt, record.permittedAt ?? until),
    memory_usage: record.workerMemoryMib,
    error_count: record.errorCount,
    retry_count: record.retryCount,
  };
};

/** Lets anyone ask a job how it is, also after it has ended. */
export function answerQueries(record: JobRecord): void {
  setHandler(progressQuery, () => record.progress);
  setHandler(statusQuery, () => toStatus(record));
  setHandler(customMetricsQuery, () => toMetrics(record));
}
