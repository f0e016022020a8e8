import { z } from 'zod';
import type { BatchResult } from './batch';
import type { JobResult } from './job-result';

/**
 * What a notice is about: `job.cancelled` is also what a terminated job is told of as, `job.late_result` what was stored after
 * a job's end.
 */
export const noticeTypeSchema = z.enum([
  'job.completed',
  'job.failed',
  'job.cancelled',
  'job.late_result',
  'batch.completed',
]);
export type NoticeType = z.infer<typeof noticeTypeSchema>;

/** The ways a notice can go. */
export const noticeChannelSchema = z.enum(['webhook', 'email', 'slack']);
export type NoticeChannel = z.infer<typeof noticeChannelSchema>;

/** One notice on one channel: what a `NotificationWorkflow` is started with. */
export interface Notice {
  /** The same for every attempt and every redelivery; receivers tell repetitions by it. */
  notice_id: string;
  channel: NoticeChannel;
  type: NoticeType;
  /** The job or batch it is about, and the run of it that ended. */
  workflow_id: string;
  run_id: string;
  /** Whose job it is; null where nobody's. */
  user_id: string | null;
  /** Where a webhook goes; null on the other channels, whose configuration says so. */
  url: string | null;
  created_at: string;
  data: JobResult | BatchResult;
  /** Attempts of runs before this one, where it was sent again. */
  earlier_attempts: number;
}

/** How a delivery stands. A failed one is tried no more, unless somebody sends it again. */
export const deliveryStateSchema = z.enum(['pending', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/**
 * One notice on one channel, as the delivery log shows it. `target` is no more than a host: URLs and addresses may hold
 * secrets. `last_status` is that of HTTP or SMTP.
 */
export const deliverySchema = z.object({
  id: z.string(),
  workflow_id: z.string(),
  channel: noticeChannelSchema,
  type: noticeTypeSchema,
  target: z.string(),
  state: deliveryStateSchema,
  attempts: z.int().nonnegative(),
  last_error: z.string().nullable(),
  last_status: z.int().nullable(),
  next_attempt_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  delivered_at: z.iso.datetime().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** What is known of the attempts to deliver a notice. */
export const deliveryOutcomeSchema = deliverySchema.pick({
  attempts: true,
  last_error: true,
  last_status: true,
});
export type DeliveryOutcome = z.infer<typeof deliveryOutcomeSchema>;

/** What is noted on a notice's workflow, so that the delivery log needs no worker; `outcome` when it has ended. */
export const noticeMemoSchema = deliverySchema
  .pick({ workflow_id: true, channel: true, type: true, target: true, created_at: true })
  .extend({ run_id: z.string(), earlier_attempts: z.int(), outcome: deliveryOutcomeSchema.optional() });
export type NoticeMemo = z.infer<typeof noticeMemoSchema>;
