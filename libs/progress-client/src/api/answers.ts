import { z } from 'zod';
import { jobStatusSchema, progressSchema } from '@genvideo/models/schemas';

const workflowStatusSchema = z.enum([
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELED',
  'TERMINATED',
  'TIMED_OUT',
  'CONTINUED_AS_NEW',
]);

/** What `GET /workflows/{workflow_id}/status` answers. */
export const statusAnswerSchema = z.object({
  workflow_id: z.string(),
  status: workflowStatusSchema,
  start_time: z.iso.datetime(),
  close_time: z.iso.datetime().nullable(),
  workflow_type: z.string(),
  task_queue: z.string(),
});

/** What `GET /workflows/{workflow_id}/progress` answers, and what every event of a stream carries. */
export const progressAnswerSchema = z.object({
  workflow_id: z.string(),
  workflow_status: workflowStatusSchema,
  progress: progressSchema,
  timestamp: z.iso.datetime(),
});

/** What `GET /workflows/{workflow_id}/detailed-status` answers. */
export const detailedAnswerSchema = z.object({
  ...statusAnswerSchema.shape,
  ...progressAnswerSchema.shape,
  // Of input that was refused it shows as much as came.
  detailed_status: jobStatusSchema.extend({ job_input: z.record(z.string(), z.unknown()) }).nullable(),
});

/** What is read of the answers to `POST /jobs` and `POST /workflows/{workflow_id}/cancel`. */
export const acceptedAnswerSchema = z.object({ workflow_id: z.string() });

/** An RFC 9457 problem document, as far as it is read. */
export const problemSchema = z.object({ detail: z.string().min(1) });
