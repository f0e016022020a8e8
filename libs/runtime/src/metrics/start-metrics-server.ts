import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Registry } from 'prom-client';
import type { Logger } from '../log/create-logger';
import { listenNearby } from './listen-nearby';

export interface MetricsServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Gives the text that a scrape is answered with. */
  render: () => Promise<string>;
  logger: Logger;
}

export interface MetricsServer {
  /** `http://host:port/metrics` */
  url: string;
  stop(): Promise<void>;
}

/** So many workers on one machine find a port each without being told. */
const PORTS_TO_TRY = 10;

/** Neither a scraper that stalls nor one that asks for more than a line holds a socket for long; in milliseconds. */
const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 65_000 };

const createListener =
  ({ render, logger }: MetricsServerOptions): RequestListener =>
  async (request, response) => {
    request.resume();
    if (request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Only GET /metrics is served here.\n');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    try {
      const text = await render();
      response.writeHead(200, {
        'content-type': Registry.PROMETHEUS_CONTENT_TYPE,
        'cache-control': 'no-store',
      });
      response.end(text);
    } catch (error) {
      logger.error({ err: error }, 'metrics_failed');
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The metrics could not be collected; the log says why.\n');
    }
  };

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function listen(server: Server, options: MetricsServerOptions): Promise<number | null> {
  const { host, port, logger } = options;
  try {
    const bound = await listenNearby(server, { host, port, tries: PORTS_TO_TRY });
    if (bound === null)
      logger.warn(
        { host, port, fix: 'set METRICS_PORT to a free port, or to 0' },
        'metrics_off_all_ports_taken',
      );
    else if (port !== 0 && bound !== port)
      logger.warn({ host, port, bound_port: bound }, 'metrics_port_taken');
    return bound;
  } catch (error) {
    const fix = 'set API_HOST to an address of this machine and METRICS_PORT to a port this user may open';
    logger.warn({ host, port, err: error, fix }, 'metrics_off');
    return null;
  }
}

/**
 * Serves GET /metrics by itself, for a program that has no HTTP server. Takes one of the next ports where its own is
 * taken, and goes without, saying so in the log, where none is to be had: metrics never keep a program from working.
 * @returns null when it goes without
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer | null> {
  const server = createServer(
    TIMEOUTS,
    (request, response) => void createListener(options)(request, response),
  );
  const port = await listen(server, options);
  if (port === null) return null;
  const { host, logger } = options;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`;
  logger.info({ url }, 'metrics_listening');
  return { url, stop: () => stop(server) };
}
