import { z } from 'zod';

/** What is read of the answers to `POST /jobs` and `POST /workflows/{workflow_id}/cancel`. */
export const acceptedAnswerSchema = z.object({ workflow_id: z.string() });

/** An RFC 9457 problem document, as far as it is read. */
export const problemSchema = z.object({
  detail: z.string().min(1),
  problems: z
    .array(z.object({ field: z.string(), problem: z.string() }))
    .catch([])
    .default([]),
});

/** What is read of the answer to `POST /tickets`. */
export const ticketSchema = z.object({ ticket: z.string(), expires_at: z.string() });

/** What is read of both answers to `POST /batches/{batch_id}/retry-failed`: the same batch, or a new one. */
export const retriedBatchSchema = z
  .union([
    z.object({ batch_id: z.string(), retried: z.int() }),
    z
      .object({ workflow_id: z.string() })
      .transform((batch) => ({ batch_id: batch.workflow_id, retried: null })),
  ])
  .transform(({ batch_id, retried }) => ({ workflow_id: batch_id, retried }));
