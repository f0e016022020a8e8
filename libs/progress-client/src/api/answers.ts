import { z } from 'zod';

/** What is read of the answers to `POST /jobs` and `POST /workflows/{workflow_id}/cancel`. */
export const acceptedAnswerSchema = z.object({ workflow_id: z.string() });

/** An RFC 9457 problem document, as far as it is read. */
export const problemSchema = z.object({ detail: z.string().min(1) });
