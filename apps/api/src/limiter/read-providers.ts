import type { Client } from '@temporalio/client';
import type { ProviderHealth, Stage } from '@genvideo/models';
import { readProviderHealth } from '@genvideo/progress-client/direct';
import { createLatestReading } from '../metrics/latest-reading';

/** How the providers are; null where nothing is kept of one, or nobody can tell. */
export type ProvidersHealth = Record<Stage, ProviderHealth | null>;

/** How long the engine and a limiter may take for each answer, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** Asks the limiters of both providers at once. Never fails. */
export async function readProviders(client: Client, taskQueue: string): Promise<ProvidersHealth> {
  const read = (stage: Stage): Promise<ProviderHealth | null> =>
    readProviderHealth(client, { taskQueue, stage, timeoutMs: TIMEOUT_MS }).catch(() => null);
  const [image, video] = await Promise.all([read('image'), read('video')]);
  return { image, video };
}

/** Whoever asks after the API's health gets an answer soon, and costs one question a second at most. */
const READING = { freshMs: 1_000, waitMs: 1_000, goodForMs: 10_000 };

/** How the providers were lately, for all who ask; null when nobody can tell. */
export function createProvidersReading(
  client: Client,
  taskQueue: string,
): () => Promise<ProvidersHealth | null> {
  const reading = createLatestReading(() => readProviders(client, taskQueue), READING);
  return () => reading.get();
}
