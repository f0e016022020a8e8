import path from 'node:path';
import { startProcess, startTraceCollector, type TraceCollector } from '@genvideo/testing';

const COMMAND = ['--conditions=@genvideo/source', '--import', 'tsx', 'test/trace-main.ts'];

/** In a process of its own, which OpenTelemetry takes over as a whole; returns what that prints. */
async function trace(environment: Record<string, string>): Promise<string> {
  const child = await startProcess({
    command: process.execPath,
    args: COMMAND,
    cwd: path.join(__dirname, '../..'),
    env: environment,
  });
  await child.exited;
  return child.stdout.join('\n');
}

describe('loadTracing', () => {
  let collector: TraceCollector;
  beforeAll(async () => {
    collector = await startTraceCollector();
  });
  afterAll(() => collector.close());

  it.each([
    ['no endpoint is named', {}],
    ['the SDK is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'TRUE' }],
    ['spans go nowhere', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none' }],
  ])('loads nothing of the SDK where %s', async (_title, environment) => {
    expect(JSON.parse(await trace(environment))).toEqual({ on: false, sdk_loaded: false });
  });

  it('refuses a protocol that is not spoken here, and says which are', async () => {
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    };
    await expect(trace(environment)).resolves.toMatch(/grpc.*http\/protobuf or http\/json/);
  });

  it.each([
    ['application/x-protobuf', {}],
    ['application/json', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
  ])('sends spans as %s, failures by their name alone', async (mediaType, more) => {
    const before = collector.spans().length;
    const told = await trace({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...more });
    expect(JSON.parse(told)).toEqual({ on: true, sdk_loaded: true });
    expect(collector.mediaTypes()).toContain(mediaType);
    const [span, ...others] = collector.spans().slice(before);
    expect(others).toEqual([]);
    expect(span).toEqual({
      ...{ service: 'genvideo-spec', name: 'failing', parentSpanId: null },
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      attributes: { stage: 'image', attempt: 2, failure: 'TypeError' },
    });
  });
});
