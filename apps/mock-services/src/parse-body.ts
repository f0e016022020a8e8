import type { z } from 'zod';
import { describeIssues } from './describe-issues';
import { HttpError } from './http-error';

/** The body as its schema has it; throws an HttpError of status 400 that names every bad field. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new HttpError(400, `Bad request: ${describeIssues(parsed.error)}.`);
  return parsed.data;
}
