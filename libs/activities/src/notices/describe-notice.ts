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
  const reason = error === null ? [] : [`${error.type}: ${error.message}`];
  const seconds = job.processing_time.toFixed(1);
  return {
    headline: `Job ${workflow_id} ${status === 'cancelled' ? 'was cancelled' : status}`,
    lines: [
      ...(status === 'cancelled' ? [] : reason),
      ...files,
      `Started ${job.started_at}, ended ${job.completed_at}, ${seconds} s of work.`,
    ],
  };
}

/** What people read of a notice, in mails and on Slack. */
export function describeNotice({ data }: Notice): NoticeText {
  return isBatch(data) ? describeBatch(data) : describeJob(data);
}
