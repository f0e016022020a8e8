import { buffer } from 'node:stream/consumers';
import { readExportedSpans, type ExportedSpan } from './read-exported-spans';
import { startHttpServer } from './start-http-server';

/** A collector of OpenTelemetry traces that keeps what it gets. */
export interface TraceCollector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  /** In order of arrival: each when it has ended. */
  spans: () => readonly ExportedSpan[];
  /** The media types it was sent. */
  mediaTypes: () => ReadonlySet<string>;
  close: () => Promise<void>;
}

/** Speaks OTLP over HTTP, in protobuf and in JSON, on a free port of this machine. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: ExportedSpan[] = [];
  const mediaTypes = new Set<string>();
  const server = await startHttpServer(async (request, response) => {
    const body = await buffer(request);
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end();
    const { 'content-type': mediaType = '' } = request.headers;
    mediaTypes.add(mediaType);
    spans.push(...readExportedSpans(body, mediaType));
    response.writeHead(200, { 'content-type': mediaType }).end(mediaType.includes('json') ? '{}' : '');
  });
  return { url: server.url, spans: () => spans, mediaTypes: () => mediaTypes, close: server.close };
}
