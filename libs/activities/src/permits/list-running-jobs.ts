import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import {
  DEFAULT_PRIORITY,
  JOB_WORKFLOW_TYPES,
  parseLateResultId,
  SIGNAL,
  toLimiterId,
  WORKFLOW_TYPE,
  type PermitRequest,
  type Stage,
} from '@genvideo/models';
import { readUserTag } from './read-user-tag';

/** How far the engine's index of workflows may lag behind, in milliseconds. */
const INDEX_LAG_MS = 2_000;

/** A value that holds in a visibility query whatever it is. */
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Whether the pool has had a limiter before the one that asks. */
async function hadLimiter(client: Client, pool: string): Promise<boolean> {
  const own = Context.current().info.workflowExecution?.runId;
  // By id alone: the index may take a run that has just ended for one that still runs.
  const query = `WorkflowId = ${quote(toLimiterId(pool))}`;
  for await (const { runId } of client.workflow.list({ query, pageSize: 2 })) if (runId !== own) return true;
  return false;
}

/** A pool, and the queue that its jobs run on; default that of the same name. */
export interface JobPool {
  pool: string;
  task_queue?: string;
}

/** The jobs of a pool that run, as far as the engine's index knows. The first limiter of a pool finds none. */
export async function listRunningJobs(
  { pool, task_queue = pool }: JobPool,
  client: Client,
): Promise<PermitRequest[]> {
  if (!(await hadLimiter(client, pool))) return [];
  await delay(INDEX_LAG_MS);
  // Who waits for what a job left holds the job's permit.
  const types = [...JOB_WORKFLOW_TYPES, WORKFLOW_TYPE.lateResult].map(quote).join(', ');
  const query = `WorkflowType IN (${types}) AND TaskQueue = ${quote(task_queue)} AND ExecutionStatus = 'Running'`;
  const jobs: PermitRequest[] = [];
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query })) {
    const user_id = readUserTag(searchAttributes['CustomTag']) ?? '';
    const workflow_id = parseLateResultId(workflowId)?.workflow_id ?? workflowId;
    jobs.push({ workflow_id, user_id, priority: DEFAULT_PRIORITY });
  }
  return jobs;
}

/** How many jobs are asked side by side. */
const ASKED_AT_ONCE = 50;

/** Who is asked, and about the pool of which stage's provider; default about that of the task queue. */
export interface Census {
  workflow_ids: string[];
  stage?: Stage;
}

/** Asks jobs to say whether they hold a permit or wait for one. Those that have ended say nothing. */
export async function sendCensus({ workflow_ids, stage }: Census, client: Client): Promise<void> {
  const about = stage ? [{ stage }] : [];
  const ask = (workflowId: string): Promise<void> =>
    client.workflow.getHandle(workflowId).signal(SIGNAL.permitCensus, ...about);
  for (let from = 0; from < workflow_ids.length; from += ASKED_AT_ONCE) {
    await Promise.allSettled(workflow_ids.slice(from, from + ASKED_AT_ONCE).map(ask));
  }
}
