import type { BatchResult, JobResult, Notice } from '@genvideo/models';

/** A notice in words: a headline, and what belongs under it. */
export interface NoticeText {
  headline: string;
  lines: string[];
}

const isBatch = (data: Notice['data']): data is BatchResult => 'batch_id' in data;

function describeBatch({ batch_id, total, completed, failed, cancelled, ...batch }: BatchResult): NoticeText {
  return {
    headline: `Batch ${batch_id} has ended: ${completed} of ${total} completed`,
    lines: [
      `${failed} failed, ${cancelled} were cancelled.`,
      `Results, one line per item: ${batch.results_url}`,
      `Started ${batch.started_at}, ended ${batch.completed_at}.`,
    ],
  };
}

function describeJob({ workflow_id, status, error, ...job }: JobResult): NoticeText {
  const files = job.video_url === null ? job.image_urls : [job.video_url, ...job.image_urls];
  const reason =
    error === null ? [] : [status === 'cancelled' ? error.message : `${error.type}: ${error.message}`];
  const seconds = job.processing_time.toFixed(1);
  return {
    headline: `Job ${workflow_id} ${status === 'cancelled' ? 'was cancelled' : status}`,
    lines: [
      ...reason,
      ...files,
      `Started ${job.started_at}, ended ${job.completed_at}, ${seconds} s of work.`,
    ],
  };
}

function describeLateResult({ workflow_id, late, completed_at }: JobResult): NoticeText {
  return {
    headline: `Late result of job ${workflow_id}`,
    lines: [
      late?.message ?? '',
      ...(late?.assets ?? []).map(({ url }) => url),
      `The job had ended ${completed_at}.`,
    ],
  };
}

/** What people read of a notice, in mails and on Slack. */
export function describeNotice({ type, data }: Notice): NoticeText {
  if (isBatch(data)) return describeBatch(data);
  return type === 'job.late_result' ? describeLateResult(data) : describeJob(data);
}
