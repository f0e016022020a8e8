import type { Client } from '@temporalio/client';
import { toProviderPool, type ProviderHealth, type Stage } from '@genvideo/models';
import { readProviderHealth } from './read-provider-health';
import { readQueue } from './read-queue';

/** A provider, and where a job stands in the line for it. */
export interface ProviderLine {
  health: ProviderHealth;
  /** From 1; null when the job does not wait, or nobody can tell. */
  place: number | null;
}

export interface LineQuestion {
  taskQueue: string;
  stage: Stage;
  workflowId: string;
  /** How long the engine and the limiter may take for each answer, in milliseconds. */
  timeoutMs: number;
}

/** The line in which a job may stand for the provider of a stage; null when there is none or nobody can tell. Never fails. */
export async function readProviderLine(
  client: Client,
  { workflowId, ...question }: LineQuestion,
): Promise<ProviderLine | null> {
  const { taskQueue, stage } = question;
  const [health, queue] = await Promise.all([
    readProviderHealth(client, question).catch(() => null),
    readQueue(client, taskQueue, toProviderPool(taskQueue, stage)),
  ]);
  if (health === null) return null;
  const index = queue?.waiting.indexOf(workflowId) ?? -1;
  return { health, place: index < 0 ? null : index + 1 };
}
