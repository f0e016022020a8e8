import { SpanKind } from '@opentelemetry/api';
import { createLogger } from '../src/log/create-logger';
import { loadTracing } from '../src/tracing/load-tracing';
import { withSpan } from '../src/tracing/with-span';

/** Makes a span that fails, where tracing is on, and prints whether OpenTelemetry's SDK was loaded. */
async function main(): Promise<void> {
  const logger = createLogger({ service: 'spec', level: 'fatal', json: true, filePath: null });
  const options = { service: 'genvideo-spec', version: '1.2.3', environment: process.env, logger };
  const tracing = await loadTracing(options);
  const span = { name: 'failing', kind: SpanKind.CLIENT, attributes: { stage: 'image', attempt: 2 } };
  const fail = (): Promise<never> => Promise.reject(new TypeError('a prompt'));
  if (tracing) await withSpan(tracing.tracer, span, fail).catch(() => undefined);
  await tracing?.stop();
  const sdk_loaded = Object.keys(require.cache).some((file) => file.includes('@opentelemetry/sdk-trace'));
  process.stdout.write(`${JSON.stringify({ on: tracing !== null, sdk_loaded })}\n`);
}

void main().catch((error: Error) => process.stdout.write(`${error.message}\n`));
