import { Queue, QueueEvents } from 'bullmq';
import { uniqueQueue } from '@genvideo/testing';
import type { Redis } from '../stand/start-redis';
import type { Stand } from '../stand/stand';
import { startBullmqWorker } from '../stand/start-bench-worker';
import { toWorkerSettings } from '../stand/to-worker-settings';
import type { Contestant } from './contestant';
import { toJobRequest } from './job-request';

/** Resolves when all jobs have completed, rejects when one fails. */
function watchJobs(events: QueueEvents, jobIds: readonly string[], onDone: () => void): Promise<void> {
  const left = new Set(jobIds);
  return new Promise((resolve, reject) => {
    events.on('completed', ({ jobId }) => {
      if (!left.delete(jobId)) return;
      onDone();
      if (left.size === 0) resolve();
    });
    events.on('failed', ({ jobId, failedReason }) => reject(new Error(`${jobId} failed: ${failedReason}`)));
  });
}

/** The same activities as BullMQ jobs, with BullMQ's global concurrency as the limit. */
export async function openBullmq(stand: Stand, limit: number, redis: Redis): Promise<Contestant> {
  const name = uniqueQueue('bench-bullmq');
  const connection = { host: '127.0.0.1', port: redis.port, maxRetriesPerRequest: null };
  const queue = stand.resources.add(new Queue(name, { connection }));
  const events = stand.resources.add(new QueueEvents(name, { connection }));
  await Promise.all([queue.setGlobalConcurrency(limit), events.waitUntilReady()]);
  const settings = { ...toWorkerSettings(stand, name), redisPort: redis.port, concurrency: limit };
  stand.resources.add(await startBullmqWorker(settings));
  return {
    name: 'bullmq',
    async run(jobIds, onDone) {
      const done = watchJobs(events, jobIds, onDone);
      await queue.addBulk(
        jobIds.map((jobId, index) => ({ name: 'two-stage', data: toJobRequest(index), opts: { jobId } })),
      );
      try {
        await done;
      } finally {
        events.removeAllListeners('completed').removeAllListeners('failed');
      }
    },
    countLimiterEvents: () => Promise.resolve(null),
    countJobEvents: () => Promise.resolve(null),
  };
}
