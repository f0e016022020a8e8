import type { BatchResult, JobResult, NoticeType } from '@genvideo/models';

/** A job or a batch that ends, and those who want to know. */
export interface NoticeEvent {
  workflow_id: string;
  /** The run that ends: one that was reset runs again, ends again, and is told of again. */
  run_id: string;
  user_id: string | null;
  /** As it was handed in; what is no URL is told to nobody. */
  webhook_url: unknown;
  /** The batch that this job is an item of, or null: e-mail and Slack then hear of the batch alone. */
  batch_id: string | null;
  type: NoticeType;
  data: JobResult | BatchResult;
}

const TYPE_BY_STATUS = {
  completed: 'job.completed',
  failed: 'job.failed',
  cancelled: 'job.cancelled',
} as const satisfies Record<JobResult['status'], NoticeType>;

/** The type of the notice about a job that ended like this. */
export const toJobNoticeType = (status: JobResult['status']): NoticeType => TYPE_BY_STATUS[status];
