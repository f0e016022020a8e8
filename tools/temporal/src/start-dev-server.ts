import { assertPortFree } from './assert-port-free';
import { collectLines } from './collect-lines';
import { freePort } from './free-port';
import { registerSearchAttributes } from './register-search-attributes';
import { GENVIDEO_SEARCH_ATTRIBUTES, toCliTypeName, type SearchAttribute } from './search-attribute';
import { ServerStartError } from './server-start-error';
import { SMALL_ENGINE_CONFIG } from './small-engine-config';
import { endChild, spawnGuarded } from './spawn-guarded';
import { untilReady } from './until-ready';
import { waitUntilServing } from './wait-until-serving';

const NAMESPACE = 'default';
const ATTEMPTS_ON_FREE_PORTS = 3;
/**
 * A write-ahead log instead of a rollback journal: one wait for the disk per transaction instead of several, where all
 * transactions pass through one connection. `synchronous` stays at FULL: what the engine has confirmed survives a power failure, too
 * (https://www.sqlite.org/wal.html).
 */
const DATABASE_FILE_ARGUMENTS = ['--sqlite-pragma', 'journal_mode=WAL'];

export interface DevServerOptions {
  /** A Temporal CLI, as findServer gives it. */
  binary: string;
  /**
   * The SQLite file that keeps everything, with a `-wal` and a `-shm` beside it; its folder must exist. Default: in memory,
   * which is faster.
   */
  dbFile?: string;
  /** gRPC on 127.0.0.1. Default 0, a free one. */
  port?: number;
  /** The web UI on 127.0.0.1; 0 for a free one. Default: no web UI. */
  uiPort?: number;
  /** Where the web UI lets payloads be decrypted. Default: nowhere. */
  uiCodecEndpoint?: string;
  /** Default: those that GenVideo's workflows set. */
  searchAttributes?: readonly SearchAttribute[];
  /** Further dynamic configuration of the server, for example `{'limit.historyCount.suggestContinueAsNew': 200}`. */
  dynamicConfig?: Readonly<Record<string, unknown>>;
  /** Gets everything the server prints, appended. */
  logFile?: string;
  /** Default warn. */
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'never';
  /** How long the server may take to serve. Default 60,000. */
  startTimeoutMs?: number;
  /** How long stop() waits for a clean end before it kills. Default 10,000. */
  stopTimeoutMs?: number;
}

export interface DevServer {
  /** `127.0.0.1:port`. */
  address: string;
  uiUrl: string | null;
  pid: number;
  /** Settles when the server has ended, for whatever reason, with its last lines. */
  ended: Promise<readonly string[]>;
  /** Resolves when the process is gone. Can be called again. */
  stop: () => Promise<void>;
}

/**
 * Starts `temporal server start-dev` and resolves when it serves with its search attributes registered. The server does
 * not outlive this process.
 * @throws PortInUseError when a port given by number is taken
 * @throws ServerStartError when the server exits early, or does not serve in time
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  await assertPortFree(options.port, 'the Temporal server');
  await assertPortFree(options.uiPort, 'the Temporal web UI');
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port || (await freePort());
    const uiPort = options.uiPort === 0 ? await freePort() : options.uiPort;
    try {
      return await start({ ...options, port, uiPort });
    } catch (error) {
      // The server chooses free ports too, and so does every other process: whoever lost the race tries again.
      const lostRace = error instanceof ServerStartError && error.message.includes('address already in use');
      if (!lostRace || options.port || attempt === ATTEMPTS_ON_FREE_PORTS) throw error;
    }
  }
}

async function start(options: DevServerOptions & { port: number }): Promise<DevServer> {
  const { port, uiPort, searchAttributes, startTimeoutMs = 60_000, stopTimeoutMs = 10_000 } = options;
  const child = spawnGuarded({ command: options.binary, args: toArguments(options) });
  const lastLines = collectLines(child, { logFile: options.logFile });
  const ended = new Promise<readonly string[]>((resolve) => child.once('close', () => resolve(lastLines)));
  const stop = (): Promise<void> => endChild(child, 'SIGTERM', stopTimeoutMs);
  const address = `127.0.0.1:${port}`;
  try {
    const wait = (signal: AbortSignal): Promise<void> =>
      waitUntilServing({ port, namespace: NAMESPACE, signal });
    await untilReady({ child, lastLines, timeoutMs: startTimeoutMs, wait });
    // A database from before has its namespace already, and then the flags register nothing.
    await registerSearchAttributes({ address, namespace: NAMESPACE, searchAttributes });
  } catch (error) {
    await stop();
    throw error;
  }
  const uiUrl = uiPort === undefined ? null : `http://127.0.0.1:${uiPort}`;
  return { address, uiUrl, pid: child.pid ?? 0, ended, stop };
}

function toArguments(options: DevServerOptions & { port: number }): string[] {
  const { port, uiPort, uiCodecEndpoint, dbFile } = options;
  const dynamicConfig = { ...SMALL_ENGINE_CONFIG, ...options.dynamicConfig };
  const { searchAttributes = GENVIDEO_SEARCH_ATTRIBUTES } = options;
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--log-level', options.logLevel ?? 'warn'],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(uiCodecEndpoint === undefined ? [] : ['--ui-codec-endpoint', uiCodecEndpoint]),
    ...(dbFile === undefined ? [] : ['--db-filename', dbFile, ...DATABASE_FILE_ARGUMENTS]),
    ...searchAttributes.flatMap(({ name, type }) => ['--search-attribute', `${name}=${toCliTypeName(type)}`]),
    ...Object.entries(dynamicConfig).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
}
