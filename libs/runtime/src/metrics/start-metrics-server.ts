import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import type { Logger } from '../log/create-logger';
import { listenNearby } from './listen-nearby';

export interface MetricsServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Gives the text that a scrape is answered with. */
  render: () => Promise<string>;
  /** Whether the program takes work, for GET /ready. Default: as long as it lives. */
  isReady?: () => boolean;
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

const say = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
};

/** The probes of container engines: who answers lives, and who is ready takes work. */
const answerProbe = (path: string, response: ServerResponse, isReady: () => boolean): void => {
  if (path === '/health') say(response, 200, 'ok');
  else if (path !== '/ready') say(response, 404, 'Only GET /metrics, /health and /ready are served here.');
  else if (isReady()) say(response, 200, 'ready');
  else say(response, 503, 'It takes no work: it starts, or it stops.');
};

const createListener =
  ({ render, logger, isReady = () => true }: MetricsServerOptions): RequestListener =>
  async (request, response) => {
    request.resume();
    const path = request.url?.split('?', 1)[0] ?? '';
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    if (path !== '/metrics') return answerProbe(path, response, isReady);
    try {
      const text = await render();
      response.writeHead(200, {
        'content-type': Registry.PROMETHEUS_CONTENT_TYPE,
        'cache-control': 'no-store',
      });
      response.end(text);
    } catch (error) {
      logger.error({ err: error }, 'metrics_failed');
      say(response, 500, 'The metrics could not be collected; the log says why.');
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
 * Serves GET /metrics, /health and /ready by itself, for a program that has no HTTP server. Takes one of the next ports where its own is
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
