import { z } from 'zod';
import { jobStatusSchema } from './job-status';
import { progressSchema } from './progress';

const dateTime = z.iso.datetime();

/** How a workflow stands, in Temporal's words. */
export const workflowStatusSchema = z
  .enum(['RUNNING', 'COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'TIMED_OUT', 'CONTINUED_AS_NEW'])
  .meta({ id: 'WorkflowStatus' });

/** What `GET /workflows/{workflow_id}/status` answers. */
export const statusAnswerSchema = z
  .object({
    workflow_id: z.string(),
    status: workflowStatusSchema,
    start_time: dateTime,
    close_time: dateTime.nullable(),
    workflow_type: z.string(),
    task_queue: z.string(),
  })
  .meta({ id: 'JobStatus' });
export type StatusAnswer = z.infer<typeof statusAnswerSchema>;

const progressPartSchema = progressSchema.meta({ id: 'Progress' });

/** What `GET /workflows/{workflow_id}/progress` answers, and what streams send. */
export const progressAnswerSchema = z
  .object({
    workflow_id: z.string(),
    workflow_status: workflowStatusSchema,
    progress: progressPartSchema,
    timestamp: dateTime,
  })
  .meta({ id: 'JobProgress' });
export type ProgressAnswer = z.infer<typeof progressAnswerSchema>;

/** What a job's own workflow says of it; of input that was refused it shows as much as came. */
export const detailedStatusSchema = jobStatusSchema
  .extend({
    job_input: z.record(z.string(), z.unknown()),
    current_progress: progressPartSchema,
    progress_history: z.array(progressPartSchema),
  })
  .meta({ id: 'DetailedStatus' });
export type DetailedStatus = z.infer<typeof detailedStatusSchema>;

/** What `GET /workflows/{workflow_id}/detailed-status` answers; no details without a worker. */
export const detailedStatusAnswerSchema = z
  .object({
    ...statusAnswerSchema.shape,
    ...progressAnswerSchema.shape,
    detailed_status: detailedStatusSchema.nullable(),
  })
  .meta({ id: 'DetailedJobStatus' });
