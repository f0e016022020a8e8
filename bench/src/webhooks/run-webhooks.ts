import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@genvideo/testing';
import type { Environment } from '@genvideo/temporal-server';
import type { Delivery } from '@genvideo/models';
import { listDeliveries, startJob, toDeliveryQuery } from '@genvideo/progress-client/direct';
import { readMachine } from '../read-machine';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { withinTime } from '../within-time';
import { createDedupeReceiver, type DedupeReceiver } from './dedupe-receiver';
import type { WebhooksOptions } from './webhooks-options';
import type { WebhooksResult } from './webhooks-result';

export interface WebhooksContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const TASK_QUEUE = 'webhooks';
const SECRET = `whsec_${Buffer.from('the secret of the bench, 32 bytes').toString('base64')}`;
const JOB_SECONDS = 0.2;

/** The whole run besides the time for which nobody listens. */
const TIMEOUT_MS = 900_000;

type Found = Omit<WebhooksResult, 'command' | 'started_at' | 'machine'>;

const submit = async ({ client }: Stand, url: string, count: number): Promise<void> => {
  const options = { client, taskQueue: TASK_QUEUE, jobTimeoutSeconds: 600, queueTimeoutSeconds: 600 };
  const job = { prompt: 'a lighthouse', user_id: 'bench', job_type: 'image', width: 64, height: 64 };
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startJob(options, { ...job, webhook_url: url, request_id: `told-${index}` }),
    ),
  );
};

async function countCompleted({ client }: Stand): Promise<number> {
  const query = `WorkflowType = 'GenVideoWorkflow' AND ExecutionStatus = 'Completed'`;
  return (await client.workflow.count(query)).count;
}

/** The whole delivery log. */
async function readLog({ client }: Stand): Promise<Delivery[]> {
  const query = toDeliveryQuery({}, { taskQueue: TASK_QUEUE, userId: null });
  const log: Delivery[] = [];
  let token: Uint8Array = new Uint8Array();
  do {
    const page = await listDeliveries(client, { query, limit: 500, token });
    log.push(...page.deliveries);
    token = page.token;
  } while (token.length > 0);
  return log;
}

const toSeconds = (ms: number): number => Math.round(ms / 100) / 10;

const toTimes = ({ counts }: DedupeReceiver, openedAt: number) => {
  const times = [...counts.takenAt.values()].map((at) => at - openedAt).sort((a, b) => a - b);
  return {
    first_seconds: toSeconds(times[0] ?? 0),
    median_seconds: toSeconds(times[Math.floor(times.length / 2)] ?? 0),
    last_seconds: toSeconds(times.at(-1) ?? 0),
  };
};

async function measure(
  stand: Stand,
  { jobs, downSeconds, lostAnswers }: WebhooksOptions,
  { signal, onProgress }: WebhooksContext,
): Promise<Found> {
  const receiver = await createDedupeReceiver(SECRET, lostAnswers);
  stand.resources.add(receiver);
  const environment = { WEBHOOK_SECRET: SECRET, ALLOW_PRIVATE_WEBHOOKS: 'true', METRICS_PORT: '0' };
  stand.resources.add(await startGenvideoWorker(stand, { taskQueue: TASK_QUEUE, limit: 50, environment }));
  onProgress(`${jobs} jobs; nobody listens for ${downSeconds} s`);
  const submittedAt = Date.now();
  await submit(stand, receiver.url, jobs);
  await delay(Math.max(0, submittedAt + downSeconds * 1_000 - Date.now()), undefined, { signal });
  const completed_while_down = await countCompleted(stand);
  await receiver.open();
  const openedAt = Date.now();
  onProgress(`${completed_while_down} jobs have completed; the receiver is there`);
  const log = await eventually(
    async () => {
      const found = await readLog(stand);
      return found.length === jobs && found.every(({ state }) => state === 'delivered') && found;
    },
    { what: 'all notices to be delivered', timeoutMs: TIMEOUT_MS },
  );
  const { calls, forged, unanswered, taken } = receiver.counts;
  return {
    ...{ jobs, down_seconds: downSeconds, lost_answers: lostAnswers, completed_while_down },
    ...{ calls, forged, unanswered, notices: taken.size, told_jobs: new Set(taken.values()).size },
    delivered: log.length,
    most_attempts: Math.max(...log.map(({ attempts }) => attempts)),
    ...toTimes(receiver, openedAt),
  };
}

/** Has jobs complete while the receiver of their webhooks is away, and waits until it has heard of all of them. */
export async function runWebhooks(
  options: WebhooksOptions,
  context: WebhooksContext,
): Promise<WebhooksResult> {
  const { env, command, signal, onProgress } = context;
  const startedAt = new Date();
  const machine = await readMachine();
  onProgress('starting engine, mock and worker');
  const stand = await openStand({ env, imageSeconds: JOB_SECONDS, videoSeconds: JOB_SECONDS, onProgress });
  try {
    const timeoutMs = options.downSeconds * 1_000 + TIMEOUT_MS;
    const what = 'The benchmark of webhooks';
    const found = await withinTime({ what, timeoutMs, signal }, measure(stand, options, context));
    return {
      command,
      started_at: startedAt.toISOString(),
      machine: { ...machine, temporal_server: stand.serverVersion },
      ...found,
    };
  } finally {
    await stand.close();
  }
}
