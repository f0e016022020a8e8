import type { Client } from '@temporalio/client';
import { LIMITER, toProviderPool, type ProviderHealth, type Stage } from '@genvideo/models';
import { providerHealthSchema } from '@genvideo/models/schemas';
import { askLimiter } from './ask-limiter';
import { NotFoundError } from './not-found-error';

/** Whose provider, and how long the engine and the limiter may take for each answer, in milliseconds. */
export interface ProviderQuestion {
  taskQueue: string;
  stage: Stage;
  timeoutMs?: number;
}

/**
 * How the provider of a stage is, over all workers of a task queue; null where nothing is kept of it: its adapter takes
 * no part, or nothing has been asked of it yet.
 * @throws NoAnswerError without a worker, EngineUnavailableError
 */
export async function readProviderHealth(
  client: Client,
  { stage, ...where }: ProviderQuestion,
): Promise<ProviderHealth | null> {
  const pool = toProviderPool(where.taskQueue, stage);
  try {
    const answer = await askLimiter(client, { ...where, pool }, (limiter) =>
      limiter.query<unknown>(LIMITER.query.health),
    );
    return providerHealthSchema.nullable().parse(answer);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
