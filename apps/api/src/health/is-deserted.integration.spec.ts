import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { serveApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';

const { address } = loadTestEnvironment();
const resources = createResourceStack();
afterAll(() => resources.end());

const TIMES = { imageSeconds: 0.2 };
const JOB = { prompt: 'A kite', user_id: 'ada', job_type: 'image', width: 64, height: 64 };

interface HealthAnswer {
  worker: { pollers: number; hint: string | null };
}

it('tells within 5 s, in health and progress alike, that the worker of a job is gone, and when another comes', async () => {
  const taskQueue = uniqueQueue('deserted');
  const app = resources.add(await serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue }));
  const readHealth = async (): Promise<HealthAnswer['worker']> =>
    ((await (await fetch(`${app.url}/health`)).json()) as HealthAnswer).worker;
  const isPolled = async (): Promise<boolean> => (await readHealth()).pollers > 0;

  const worker = await startWorker(resources, { taskQueue, ...TIMES });
  await eventually(isPolled, { what: 'the worker to poll', timeoutMs: 20_000 });
  worker.kill('SIGKILL');
  await worker.exited;
  expect(await readHealth()).toMatchObject({ pollers: 1, hint: null });

  const workflowId = uniqueId('kite');
  await app.client.workflow.start('GenVideoWorkflow', { taskQueue, workflowId, args: [JOB] });
  await eventually(
    async () => {
      expect(await readHealth()).toEqual({
        task_queue: taskQueue,
        pollers: 0,
        hint: expect.stringContaining('npx nx serve worker'),
      });
      const progress = await (await fetch(`${app.url}/workflows/${workflowId}/progress`)).text();
      expect(progress).toContain('Waiting for a worker');
      expect((await fetch(`${app.url}/ready`)).status).toBe(503);
      return true;
    },
    { what: 'everybody to know', timeoutMs: 5_000 },
  );

  await startWorker(resources, { taskQueue, ...TIMES });
  await eventually(isPolled, { what: 'the other worker to be seen', timeoutMs: 20_000 });
  await app.client.workflow.getHandle(workflowId).result();
}, 90_000);
