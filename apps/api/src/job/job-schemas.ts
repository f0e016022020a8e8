import { z } from 'zod';
import { IDENTIFIER_PATTERN, MAX_IDENTIFIER_LENGTH } from '@genvideo/models';
import { jobStatusSchema, progressSchema, stepSchema } from '@genvideo/models/schemas';

const dateTime = z.iso.datetime();

/** The parameter in the path of a job's routes. */
export const workflowPath = z.object({
  workflow_id: z
    .string()
    .max(MAX_IDENTIFIER_LENGTH, `has more than ${MAX_IDENTIFIER_LENGTH} characters, which no id has`)
    .regex(IDENTIFIER_PATTERN, 'is no id: ids are made of letters, digits and . _ : @ -'),
});

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

export const progressPartSchema = progressSchema.meta({ id: 'Progress' });

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

/** What the job's own workflow says; of input that was refused it shows as much as came. */
export const workflowAnswerSchema = jobStatusSchema
  .extend({
    job_input: z.record(z.string(), z.unknown()),
    current_progress: progressPartSchema,
    progress_history: z.array(progressPartSchema),
  })
  .meta({ id: 'WorkflowAnswer' });

/** What `GET /workflows/{workflow_id}/detailed-status` answers. */
export const detailedStatusAnswerSchema = z
  .object({
    ...statusAnswerSchema.shape,
    ...progressAnswerSchema.shape,
    detailed_status: workflowAnswerSchema.nullable(),
  })
  .meta({ id: 'DetailedJobStatus' });

/** One line of `GET /workflows`. */
export const listedJobSchema = z
  .object({
    workflow_id: z.string(),
    status: workflowStatusSchema,
    workflow_type: z.string(),
    start_time: dateTime,
    close_time: dateTime.nullable(),
    user_id: z.string().nullable(),
    percent: z.int().min(0).max(100).nullable(),
    step: stepSchema.nullable(),
  })
  .meta({ id: 'ListedJob' });
export type ListedJob = z.infer<typeof listedJobSchema>;

/** What submitting a job answers: where to follow it. */
export const submittedJobSchema = z
  .object({
    workflow_id: z.string(),
    status_url: z.string(),
    progress_url: z.string(),
    result_url: z.string(),
    events_url: z.string(),
    cancel_url: z.string(),
  })
  .meta({ id: 'SubmittedJob' });

/** The header with which a caller asks for what has changed alone. */
export const ifNoneMatch = z.object({
  'If-None-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of an earlier answer: 304 when nothing has changed since.' }),
});
