import { z } from 'zod';

/** States of a task at Kling, as its API spells them. */
export const klingTaskStatusSchema = z.enum(['submitted', 'processing', 'succeed', 'failed']);
export type KlingTaskStatus = z.infer<typeof klingTaskStatusSchema>;

/** Times are in milliseconds of the Unix epoch; `duration` of a made video is in seconds, as text. */
export const klingTaskSchema = z.object({
  task_id: z.string().min(1),
  task_status: klingTaskStatusSchema,
  task_status_msg: z.string().nullish(),
  task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
  task_result: z
    .object({
      videos: z
        .array(z.object({ id: z.string().nullish(), url: z.url(), duration: z.string().nullish() }))
        .nullish(),
      images: z.array(z.object({ index: z.number().int().nonnegative(), url: z.url() })).nullish(),
    })
    .nullish(),
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
});
/** A task as Kling tells of it: in `data` of an answer, and bare in a callback. */
export type KlingTask = z.infer<typeof klingTaskSchema>;

/** What every answer of Kling has, good or bad: `code` is 0 when all is well, whatever the HTTP status says. */
export const klingEnvelopeSchema = z.object({
  code: z.number().int(),
  message: z.string().nullish(),
  request_id: z.string().nullish(),
});
export type KlingEnvelope = z.infer<typeof klingEnvelopeSchema>;

/** A good answer to a submission or a query of one task. */
export const klingTaskAnswerSchema = klingEnvelopeSchema.extend({ data: klingTaskSchema });
export type KlingTaskAnswer = z.infer<typeof klingTaskAnswerSchema>;
