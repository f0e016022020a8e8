import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startApp,
  startHttpServer,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type MockServices,
  type RunningProcess,
} from '@genvideo/testing';

describe("a worker's metrics", () => {
  const { address } = loadTestEnvironment();
  const taskQueue = uniqueQueue('worker-metrics');
  const resources = createResourceStack();
  let folder: string;
  let mocks: MockServices;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'genvideo-worker-metrics-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    mocks = resources.add(await startMockServices());
    client = new Client({ connection: resources.add(await Connection.connect({ address })) });
  });
  afterAll(() => resources.end());

  const start = async (env: Record<string, string> = {}): Promise<RunningProcess> =>
    resources.add(
      await startApp({
        app: 'worker',
        env: {
          TEMPORAL_HOST: address,
          TEMPORAL_TASK_QUEUE: taskQueue,
          IMAGE_API_BASE_URL: mocks.imageUrl,
          VIDEO_API_BASE_URL: mocks.videoUrl,
          RESULTS_DIR: path.join(folder, 'results'),
          TEMP_DIR: path.join(folder, 'temp'),
          METRICS_PORT: '0',
          USE_JSON_LOGGING: 'true',
          ...env,
        },
      }),
    );
  const readUrl = async (worker: RunningProcess): Promise<string> => {
    const { url } = JSON.parse(await worker.waitForLine('"metrics_listening"')) as { url: string };
    return url;
  };
  const readPage = async (url: string): Promise<string> => (await fetch(url)).text();
  const run = (input: object): Promise<unknown> =>
    client.workflow.execute('GenVideoWorkflow', {
      workflowId: uniqueId('metrics'),
      taskQueue,
      args: [{ prompt: 'a red kite', user_id: 'ada', width: 64, height: 64, duration: 1, ...input }],
    });

  it('count jobs, stages, providers, calls to the engine, and what the Temporal SDK does', async () => {
    const worker = await start();
    await worker.waitForLine('"worker_ready"');
    const url = await readUrl(worker);
    await run({ job_type: 'image' });
    await expect(run({ prompt: '' })).rejects.toThrow();
    await mocks.setFaults({ image: { failure_rate: 1 } });
    await expect(run({ job_type: 'image' })).rejects.toThrow();
    await mocks.reset();

    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n');
    for (const line of [
      'genvideo_jobs_submitted_total{type="image"} 2',
      'genvideo_jobs_submitted_total{type="unknown"} 1',
      'genvideo_jobs_finished_total{type="image",outcome="completed"} 1',
      'genvideo_jobs_finished_total{type="image",outcome="failed"} 1',
      'genvideo_job_failures_total{failure="InvalidRequest"} 1',
      'genvideo_job_failures_total{failure="ProviderFailed"} 1',
      'genvideo_stage_duration_seconds_count{stage="image",outcome="completed"} 1',
      'genvideo_stage_failures_total{stage="image",failure="ProviderFailed"} 4',
      'genvideo_stage_retries_total{stage="image",kind="new_submission"} 3',
      'genvideo_provider_call_duration_seconds_count{provider="comfy-proxy",operation="submit"} 5',
      'genvideo_stages_running{stage="image"} 0',
    ])
      expect(lines).toContain(line);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^genvideo_engine_calls_total\{operation="SignalWithStartWorkflowExecution",status="OK"} [1-9]/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^temporal_workflow_completed_total\{.*"GenVideoWorkflow"/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^process_resident_memory_bytes [1-9]/));
    const families = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]);
    expect(new Set(families).size).toBe(families.length);
  });

  it('are served on the next port that is free, and the log says so', async () => {
    const taken = resources.add(await startHttpServer(() => undefined));
    const worker = await start({ METRICS_PORT: String(taken.port) });
    const warning = await worker.waitForLine('"metrics_port_taken"');
    const url = await readUrl(worker);
    expect(JSON.parse(warning)).toMatchObject({
      level: 'warn',
      port: taken.port,
      bound_port: Number(new URL(url).port),
    });
    expect(await readPage(url)).toContain('genvideo_build_info');
    await worker.waitForLine('"worker_ready"');
  });

  it('are gone without where no port is to be had, and the work goes on', async () => {
    const worker = await start({ API_HOST: '192.0.2.1' });
    expect(JSON.parse(await worker.waitForLine('"metrics_off"'))).toMatchObject({ host: '192.0.2.1' });
    await worker.waitForLine('"worker_ready"');
  });

  it('are there while the engine is not', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.close();
    const worker = await start({ TEMPORAL_HOST: `127.0.0.1:${gone.port}` });
    await worker.waitForLine('"waiting_for_engine"');
    const page = await eventually(async () => readPage(await readUrl(worker)), { what: 'the metrics' });
    expect(page).toContain('genvideo_jobs_submitted_total');
  });
});
