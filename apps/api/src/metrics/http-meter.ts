import type { RequestHandler, Response } from 'express';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { toRoute } from './to-route';

/** From an answer out of memory to one that was waited for with `Prefer: wait`; in seconds. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What callers make up must not become labels: there would be no end of them. */
const toMethod = (method: string): string => (METHODS.has(method) ? method : 'other');

/** The status that was sent, or that nobody waited for one. */
const toStatus = ({ headersSent, statusCode }: Response): string =>
  headersSent ? String(statusCode) : 'aborted';

/** Counts and times every request; use it before anything else. Streams count when they end. */
export function createHttpMeter(registry: Registry): RequestHandler {
  const registers = [registry];
  const requests = new Counter({
    name: 'genvideo_http_requests_total',
    help: 'Requests, by the pattern of their route and the status of the answer; aborted when nobody waited for it.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'genvideo_http_request_duration_seconds',
    help: 'From a request to the end of its answer; for a stream that is as long as somebody listens.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const inFlight = new Gauge({
    name: 'genvideo_http_requests_in_flight',
    help: 'Requests that are being answered at this moment, streams included.',
    registers,
  });
  return (request, response, next) => {
    inFlight.inc();
    const stopTimer = durations.startTimer();
    response.once('close', () => {
      inFlight.dec();
      const labels = { method: toMethod(request.method), route: toRoute(request) };
      stopTimer(labels);
      requests.inc({ ...labels, status: toStatus(response) });
    });
    next();
  };
}
