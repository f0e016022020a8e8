import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { toRunSpanId } from '@genvideo/models';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startApp,
  startMockServices,
  startTraceCollector,
  uniqueId,
  uniqueQueue,
  type ExportedSpan,
  type TraceCollector,
} from '@genvideo/testing';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const PROMPT = 'a red kite over the sea';

describe('the trace of a job', () => {
  const { address } = loadTestEnvironment();
  const resources = createResourceStack();
  const workflowId = uniqueId('traced');
  let collector: TraceCollector;
  let client: Client;
  let spans: readonly ExportedSpan[];

  const find = (name: string): ExportedSpan => {
    const span = spans.find((each) => each.name === name);
    if (!span) throw new Error(`No span ${name} among ${spans.map((each) => each.name).join(', ')}`);
    return span;
  };

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-tracing-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    collector = resources.add(await startTraceCollector());
    const mocks = resources.add(await startMockServices());
    client = new Client({ connection: resources.add(await Connection.connect({ address })) });
    const env = {
      TEMPORAL_HOST: address,
      TEMPORAL_TASK_QUEUE: uniqueQueue('tracing'),
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      VIDEO_API_KEY: 'a key of the provider',
      CALLBACK_SECRET: 'a secret of the spec',
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    };
    const api = resources.add(await startApp({ app: 'api', env: { ...env, API_PORT: '0' } }));
    const { url } = JSON.parse(await api.waitForLine('"api_listening"')) as { url: string };
    const worker = resources.add(await startApp({ app: 'worker', env: { ...env, CALLBACK_BASE_URL: url } }));
    await worker.waitForLine('"worker_ready"');
    await mocks.setFaults({ callback_repeat_rate: 1 });
    const response = await fetch(`${url}/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01` },
      body: JSON.stringify({
        ...{ prompt: PROMPT, user_id: 'ada', request_id: workflowId },
        ...{ width: 64, height: 64, duration: 1 },
      }),
    });
    expect(response.status).toBe(202);
    await client.workflow.getHandle(workflowId).result();
    const wanted = ['POST /callback/kling', 'GenVideoWorkflow', 'run makeVideo'];
    await eventually(() => wanted.every((name) => collector.spans().some((span) => span.name === name)), {
      what: 'all spans to arrive',
    });
    spans = [...collector.spans()];
  }, 120_000);
  afterAll(() => resources.end());

  it('is the trace of whoever submitted it, over API, workflow, activities, provider and callback', () => {
    const names = new Set(spans.map(({ name }) => name));
    for (const name of [
      ...['POST /jobs', 'start GenVideoWorkflow', 'GenVideoWorkflow', 'run prepareJob', 'run makeImage'],
      ...['run makeVideo', 'submit comfy-proxy', 'submit kling-proxy', 'POST /callback/kling'],
    ])
      expect(names).toContain(name);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  });

  it('has each part below the one that it came of', async () => {
    const { runId = '' } = await client.workflow.getHandle(workflowId).describe();
    const run = toRunSpanId(runId);
    expect(find('POST /jobs').parentSpanId).toBe(CALLER);
    expect(find('start GenVideoWorkflow').parentSpanId).toBe(find('POST /jobs').spanId);
    expect(find('GenVideoWorkflow')).toMatchObject({
      spanId: run,
      parentSpanId: find('start GenVideoWorkflow').spanId,
    });
    for (const name of ['run prepareJob', 'run makeImage', 'run makeVideo'])
      expect([name, find(name).parentSpanId]).toEqual([name, run]);
    expect(find('submit kling-proxy').parentSpanId).toBe(find('run makeVideo').spanId);
    expect(find('POST /callback/kling').parentSpanId).toBe(find('run makeVideo').spanId);
  });

  it('says whose it is, and nothing of prompts, keys and tokens', () => {
    const job = { workflow_id: workflowId, user_id: 'ada' };
    expect(find('GenVideoWorkflow').attributes).toMatchObject({ ...job, outcome: 'completed' });
    expect(find('run makeVideo').attributes).toMatchObject({ ...job, stage: 'video', attempt: 1 });
    expect(find('submit kling-proxy').attributes).toMatchObject({
      ...job,
      ...{ stage: 'video', attempt: 1, provider: 'kling-proxy' },
    });
    expect(find('POST /callback/kling').attributes).toMatchObject({ workflow_id: workflowId });
    const text = JSON.stringify(spans);
    for (const secret of [PROMPT, 'a key of the provider', 'a secret of the spec', 'token='])
      expect(text).not.toContain(secret);
  });

  it('costs no event', async () => {
    const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
    expect(events?.length).toBeLessThanOrEqual(52);
  });
});
