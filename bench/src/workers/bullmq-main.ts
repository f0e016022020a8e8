import { MockActivityEnvironment } from '@temporalio/testing';
import type { Client } from '@temporalio/client';
import { Worker } from 'bullmq';
import type { JobRequest } from '@genvideo/models';
import { createLogger, createStopSignal, runMain, untilAborted } from '@genvideo/runtime';
import { OPEN_GATE, runTwoStageJob, type Steps } from '../workflows/run-two-stage-job';
import { createBenchActivities } from './create-bench-activities';
import { READY, type BullmqWorkerSettings } from './worker-settings';

const RUN_ID = 'bullmq';

/** There is no engine here that could be told how far a job is. */
const NO_CLIENT = {
  workflow: { getHandle: () => ({ signal: () => Promise.resolve() }) },
} as unknown as Client;

/** Lets GenVideo's activities run outside of Temporal, so that every contestant does the same work per stage. */
function outsideOfTemporal(workflowId: string, steps: Steps): Steps {
  const context = () =>
    new MockActivityEnvironment({ workflowExecution: { workflowId, runId: RUN_ID }, attempt: 1 });
  return {
    prepareJob: (request) => context().run(steps.prepareJob, request),
    makeImage: (request) => context().run(steps.makeImage, request),
    makeVideo: (request) => context().run(steps.makeVideo, request),
    finishJob: (request) => context().run(steps.finishJob, request),
  };
}

async function main(): Promise<undefined> {
  const settings = JSON.parse(process.argv[2] ?? '{}') as BullmqWorkerSettings;
  const signal = createStopSignal();
  const logger = createLogger({ service: 'bench', level: 'info', json: true, filePath: null });
  const activities = createBenchActivities(settings, { client: NO_CLIENT, logger });
  const worker = new Worker<JobRequest>(
    settings.queue,
    async ({ id: workflow_id = '', data: input, timestamp }) => {
      const started_at = new Date(timestamp).toISOString();
      const job = { workflow_id, run_id: RUN_ID, started_at, input };
      await runTwoStageJob(job, outsideOfTemporal(workflow_id, activities), OPEN_GATE);
    },
    {
      connection: { host: '127.0.0.1', port: settings.redisPort, maxRetriesPerRequest: null },
      concurrency: settings.concurrency,
    },
  );
  await worker.waitUntilReady();
  logger.info({ queue: settings.queue }, READY);
  await untilAborted(signal);
  await worker.close(true);
}

void runMain({ name: 'bench worker', environment: process.env, main });
