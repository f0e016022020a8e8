import { z } from 'zod';
import { workflowStatusSchema } from './job-answers';
import { stepSchema } from './progress';

const dateTime = z.iso.datetime();

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

/** What `GET /workflows` answers. */
export const jobPageSchema = z
  .object({ workflows: z.array(listedJobSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'JobPage' });
export type JobPage = z.infer<typeof jobPageSchema>;
