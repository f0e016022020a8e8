import { z } from 'zod';
import { strictImageRequestSchema, strictVideoRequestSchema } from './generation-request';
import { strictJobInputSchema } from './job-input';
import { progressSchema } from './progress';
import { jobResultSchema } from './job-result';

/** A job's input in the shape that it was asked for in; strict, because unknown fields tell one shape from another. */
const generationInputSchema = z.union([
  strictJobInputSchema,
  strictVideoRequestSchema,
  strictImageRequestSchema,
]);

/** What the query `get_status` answers: the current progress at top level, and what led there. */
export const jobStatusSchema = progressSchema.extend({
  workflow_id: z.string(),
  job_input: generationInputSchema,
  current_progress: progressSchema,
  started_at: z.iso.datetime(),
  progress_history: z.array(progressSchema),
  retry_count: z.int().nonnegative(),
});
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** What the query `get_custom_metrics` answers: times in seconds, memory in MiB of the worker of the last stage. */
export const customMetricsSchema = z.object({
  processing_time: z.number().nonnegative(),
  queue_time: z.number().nonnegative(),
  memory_usage: z.number().nonnegative().nullable(),
  error_count: z.int().nonnegative(),
  retry_count: z.int().nonnegative(),
});
export type CustomMetrics = z.infer<typeof customMetricsSchema>;

/** The file `state.json` beside a job's results: what is known of the job, readable without any server. */
export const jobStateSchema = z.object({
  workflow_id: z.string(),
  /** As it was handed in when it is not valid; with its defaults filled in when it is. */
  job_input: z.record(z.string(), z.unknown()),
  progress: progressSchema,
  result: jobResultSchema.nullable(),
});
export type JobState = z.infer<typeof jobStateSchema>;
