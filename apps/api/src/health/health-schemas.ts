import { z } from 'zod';

/** What `GET /ready` answers when a job would run. */
export const readySchema = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' });
