import { once } from 'node:events';
import express from 'express';
import { Registry } from 'prom-client';
import { createResourceStack, eventually, startHttpServer } from '@genvideo/testing';
import { createHttpMeter } from './http-meter';

describe('createHttpMeter', () => {
  const resources = createResourceStack();
  const registry = new Registry();
  const started = new EventTarget();
  let url: string;

  beforeAll(async () => {
    const app = express();
    app.use(createHttpMeter(registry));
    app.get('/workflows/:workflow_id/status', (request, response) => {
      response.status(request.params.workflow_id === 'gone' ? 404 : 200).end();
    });
    app.get('/assets/{*path}', (_request, response) => {
      response.end();
    });
    app.get('/never', () => {
      started.dispatchEvent(new Event('request'));
    });
    const server = resources.add(await startHttpServer(app));
    url = `http://127.0.0.1:${server.port}`;
  });
  afterAll(() => resources.end());

  const toContain = (line: string): Promise<boolean> =>
    eventually(async () => (await registry.metrics()).split('\n').includes(line), { what: line });

  it('counts by pattern and status, never by path', async () => {
    for (const id of ['a', 'b', 'gone']) await fetch(`${url}/workflows/${id}/status`);
    await fetch(`${url}/assets/a/b.png`);
    await toContain(
      'genvideo_http_requests_total{method="GET",route="/workflows/{workflow_id}/status",status="200"} 2',
    );
    await toContain(
      'genvideo_http_requests_total{method="GET",route="/workflows/{workflow_id}/status",status="404"} 1',
    );
    await toContain(
      'genvideo_http_request_duration_seconds_count{method="GET",route="/workflows/{workflow_id}/status"} 3',
    );
    await toContain('genvideo_http_requests_total{method="GET",route="/assets/{path}",status="200"} 1');
  });

  it('has one label for all the paths and methods that somebody makes up', async () => {
    await fetch(`${url}/one`, { method: 'PROPFIND' });
    await fetch(`${url}/two`, { method: 'MKCOL' });
    await toContain('genvideo_http_requests_total{method="other",route="unmatched",status="404"} 2');
  });

  it('tells requests that nobody waited for', async () => {
    const leaving = new AbortController();
    const arrived = once(started, 'request');
    const request = fetch(`${url}/never`, { signal: leaving.signal });
    await arrived;
    await toContain('genvideo_http_requests_in_flight 1');
    leaving.abort();
    await expect(request).rejects.toThrow();
    await toContain('genvideo_http_requests_total{method="GET",route="/never",status="aborted"} 1');
    await toContain('genvideo_http_requests_in_flight 0');
  });
});
