import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startApp,
  startMockServices,
  uniqueId,
  uniqueQueue,
  WORKSPACE_ROOT,
} from '@genvideo/testing';
import { startCuttableProxy, type CuttableProxy } from '../../test/start-cuttable-proxy';
import { parseMetrics, type MetricsPage } from '../../test/parse-metrics';
import { readQueryNames } from '../../test/read-query-names';
import { sendJson } from '../../test/send-json';

interface Panel {
  type: string;
  title: string;
  targets?: { expr: string }[];
}

const readFile = (name: string): string => readFileSync(path.join(WORKSPACE_ROOT, name), 'utf8');

const dashboard = JSON.parse(readFile('deploy/grafana/genvideo.json')) as { panels: Panel[] };
const { groups } = parseYaml(readFile('deploy/prometheus/alerts.yml')) as {
  groups: { rules: { alert: string; expr: string }[] }[];
};

/** Every query there is, by what it is for. */
const QUERIES: [string, string][] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }): [string, string] => [`the panel "${title}"`, expr]),
  ),
  ...groups.flatMap(({ rules }) =>
    rules.map(({ alert, expr }): [string, string] => [`the alert ${alert}`, expr]),
  ),
];

/** What Prometheus itself puts on every sample. */
const TARGET_LABELS = ['job', 'instance'];

const PROGRAMS = ['api', 'worker'] as const;

describe('the metrics of an API and a worker that have done a job', () => {
  const resources = createResourceStack();
  const workflowId = uniqueId('metrics');
  const texts = { api: '', worker: '' };
  const pages = {} as Record<(typeof PROGRAMS)[number], MetricsPage>;

  const startStack = async (): Promise<{ api: string; worker: string; way: CuttableProxy }> => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'api-metrics-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    const mocks = resources.add(await startMockServices({ imageSeconds: 1 }));
    const { address } = loadTestEnvironment();
    const way = resources.add(await startCuttableProxy(address));
    const env = {
      TEMPORAL_HOST: address,
      TEMPORAL_TASK_QUEUE: uniqueQueue('api-metrics'),
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      // An adapter that keeps account of its provider, and a limit, so that all there is to tell is told.
      ...{ VIDEO_PROVIDER: 'kling', MOCK_EXTERNAL_APIS: 'true', VIDEO_MAX_IN_FLIGHT: '2' },
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      API_PORT: '0',
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
    };
    const worker = resources.add(
      await startApp({
        app: 'worker',
        env: { ...env, TEMPORAL_HOST: way.address },
        readyWhen: '"worker_ready"',
      }),
    );
    const api = resources.add(await startApp({ app: 'api', env, readyWhen: '"api_listening"' }));
    const toUrl = (line: string): string => (JSON.parse(line) as { url: string }).url;
    return {
      api: toUrl(api.readyLine),
      worker: toUrl(await worker.waitForLine('"metrics_listening"')),
      way,
    };
  };

  const readWhen = (url: string, needles: string[]): Promise<string> =>
    eventually(
      async () => {
        const text = await (await fetch(url)).text();
        return needles.every((needle) => text.includes(needle)) && text;
      },
      { what: `${needles.join(' and ')} in ${url}`, timeoutMs: 30_000 },
    );

  /** The SDK counts failures from the first one on: so the worker loses the engine while it works. */
  const readAfterFailures = async ({ api, worker, way }: Awaited<ReturnType<typeof startStack>>) => {
    const job = { prompt: 'a red kite', user_id: 'ada', job_type: 'image', width: 64, height: 64 };
    expect(await sendJson(`${api}/jobs`, job)).toMatchObject({ status: 202 });
    await readWhen(worker, ['genvideo_stages_running{stage="image"} 1']);
    way.cut();
    const failures = ['temporal_request_failure_total{', 'temporal_long_request_failure_total{'];
    const text = await readWhen(worker, failures);
    way.mend();
    return text;
  };

  beforeAll(async () => {
    const urls = await startStack();
    await eventually(async () => (await fetch(`${urls.api}/ready`)).ok, { what: 'the API to be ready' });
    const job = {
      prompt: 'a red kite',
      user_id: 'ada',
      width: 64,
      height: 64,
      duration: 1,
      request_id: workflowId,
    };
    expect(await sendJson(`${urls.api}/jobs`, job)).toMatchObject({ status: 202 });
    await eventually(async () => (await fetch(`${urls.api}/workflows/${workflowId}/result`)).ok, {
      what: 'the job to complete',
      timeoutMs: 30_000,
    });
    // The limiter hears of the job's end a moment later.
    texts.api = await readWhen(`${urls.api}/metrics`, [
      ...['genvideo_permits_held 0', 'genvideo_provider_in_flight{stage="video",provider="kling"} 0'],
    ]);
    texts.worker = await readAfterFailures(urls);
    for (const program of PROGRAMS) pages[program] = parseMetrics(texts[program]);
  }, 60_000);
  afterAll(() => resources.end());

  it.each(PROGRAMS)('are in the text format of Prometheus, from the %s', (program) => {
    expect(texts[program].endsWith('\n')).toBe(true);
    const { families } = pages[program];
    for (const [name, { type, help }] of families) {
      expect([name, type]).toEqual([name, expect.stringMatching(/^(counter|gauge|histogram|summary)$/)]);
      expect([name, help]).not.toEqual([name, '']);
      if (name.startsWith('genvideo_') && type === 'counter') expect(name).toMatch(/_total$/);
    }
  });

  it('show where the job, the limiter and the workers stand', () => {
    for (const line of [
      'genvideo_engine_reachable 1',
      'genvideo_workers_polling 1',
      'genvideo_permits_capacity 1',
      'genvideo_permits_held 0',
      'genvideo_jobs{state="waiting"} 0',
      'genvideo_provider_state{stage="video",provider="kling",state="closed"} 1',
      'genvideo_provider_limit{stage="video",provider="kling"} 2',
      'genvideo_http_requests_total{method="POST",route="/jobs",status="202"} 1',
    ])
      expect(texts.api.split('\n')).toContain(line);
    for (const line of [
      'genvideo_jobs_submitted_total{type="video"} 1',
      'genvideo_jobs_finished_total{type="video",outcome="completed"} 1',
      'genvideo_stage_duration_seconds_count{stage="video",outcome="completed"} 1',
      'genvideo_provider_call_duration_seconds_count{provider="kling",operation="submit"} 1',
    ])
      expect(texts.worker.split('\n')).toContain(line);
  });

  it.each(PROGRAMS)('name no job and no user, from the %s', (program) => {
    expect(texts[program]).not.toContain(workflowId);
    expect(texts[program]).not.toContain('ada');
  });

  it.each(QUERIES)('are what %s asks for', (_what, query) => {
    const { metrics, groupings } = readQueryNames(query);
    expect(metrics).not.toEqual([]);
    const known = new Set(TARGET_LABELS);
    for (const { name, labels } of metrics) {
      const exposed = PROGRAMS.flatMap((program) => pages[program].samples.get(name) ?? []);
      expect([name, exposed.length > 0]).toEqual([name, true]);
      for (const label of exposed.flatMap((each) => [...each])) known.add(label);
      expect([...known]).toEqual(expect.arrayContaining(labels));
    }
    expect([...known]).toEqual(expect.arrayContaining(groupings));
  });

  it('are those that docs/metrics.md describes, in its words', () => {
    const rows = new Map<string, string[]>();
    for (const program of PROGRAMS)
      for (const [name, { type, help }] of pages[program].families) {
        if (!name.startsWith('genvideo_')) continue;
        const from = [...(rows.get(name)?.[3]?.split(', ') ?? []), program].join(', ');
        const sample = type === 'histogram' ? `${name}_count` : name;
        const labels = PROGRAMS.flatMap((each) => [...(pages[each].samples.get(sample) ?? [])]);
        rows.set(name, [`\`${name}\``, type, [...new Set(labels)].sort().join(', '), from, help]);
      }
    const described = readFile('docs/metrics.md')
      .split('\n')
      .filter((line) => line.startsWith('| `genvideo_'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(described.sort()).toEqual([...rows.values()].sort());
  });
});
