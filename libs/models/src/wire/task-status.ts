import { z } from 'zod';

/** States of a task at a proxy, as both proxy protocols spell them. */
export const proxyTaskStatusSchema = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']);
export type ProxyTaskStatus = z.infer<typeof proxyTaskStatusSchema>;

/** Answer to a submission, to a look-up by idempotency key and to a cancel. */
export const proxyJobSchema = z.object({ job_id: z.string().min(1), status: proxyTaskStatusSchema });
export type ProxyJob = z.infer<typeof proxyJobSchema>;

/** How both proxies report an error. */
export const proxyErrorSchema = z.object({ error: z.string() });
export type ProxyError = z.infer<typeof proxyErrorSchema>;
