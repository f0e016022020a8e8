import type { Client } from '@temporalio/client';
import type { z } from 'zod';

/** How long a worker is waited for, in milliseconds: a caller would rather see what the engine knows. */
const QUERY_TIMEOUT_MS = 2_000;

/** A query of a workflow, and what a good answer to it looks like. */
export interface Question<Answer> {
  query: string;
  schema: z.ZodType<Answer>;
}

/**
 * What a workflow answers to a query, or null when no worker answers in time, the workflow is stormed with signals, or
 * it answers in a way not known here. Never fails.
 */
export async function askWorkflow<Answer>(
  client: Client,
  workflowId: string,
  { query, schema }: Question<Answer>,
): Promise<Answer | null> {
  try {
    const answer = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query<unknown>(query),
    );
    const parsed = schema.safeParse(answer);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
