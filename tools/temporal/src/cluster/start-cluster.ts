import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertPortFree } from '../assert-port-free';
import type { Environment } from '../environment';
import { createPostgresPart } from '../postgres/create-postgres-part';
import { toDatabaseUrl } from '../postgres/database';
import type { SearchAttribute } from '../search-attribute';
import { ServerStartError } from '../server-start-error';
import { createClusterPart, type ClusterPart, type ControlledPart, type PartName } from './cluster-part';
import { pickClusterPorts, type ClusterPorts, type Role } from './cluster-ports';
import { findClusterPrograms, type ClusterPrograms } from './find-cluster-programs';
import { prepareNamespace, waitUntilUsable } from './prepare-namespace';
import { setUpSchemas } from './set-up-schemas';
import { DATABASE_NAMES, toDynamicConfig, toServerConfig } from './to-server-config';
import { waitForRole } from './wait-for-role';

const NAMESPACE = 'default';
const ATTEMPTS_ON_FREE_PORTS = 3;

/** The worker serves nobody who could ask it, but says this, as information. */
const WORKER_READY = '"worker service started"';

/** Where something listens. */
export interface NetAddress {
  host: string;
  port: number;
}

export interface ClusterOptions {
  /** PATH, HOME, XDG_CACHE_HOME or LOCALAPPDATA; Go's settings pass through where the programs are built. */
  env: Environment;
  /** One line for a person each time: how far a build is. */
  onProgress?: (line: string) => void;
  /** The frontend's, on 127.0.0.1. Default 0, a free one. */
  port?: number;
  /** For how long the namespace `default` keeps what has ended. Default 1. */
  retentionDays?: number;
  /** Default: those that GenVideo's workflows set. */
  searchAttributes?: readonly SearchAttribute[];
  /** Dynamic configuration of the server, for example `{'limit.historyCount.suggestContinueAsNew': 200}`. */
  dynamicConfig?: Readonly<Record<string, unknown>>;
  /** How many parts the history is divided into. Default 4, as in Temporal's own containers. */
  historyShards?: number;
  /** Gets everything the parts print, appended, each line with its part's name in front. */
  logFile?: string;
  /** Of the roles. Default warn. */
  logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** How long each part may take to answer, at the start and after a restart. Default 60,000. */
  startTimeoutMs?: number;
  /** Told where PostgreSQL listens, says where the roles are to find it: room for something in between. */
  viaProxy?: (target: NetAddress) => Promise<NetAddress>;
}

/** A Temporal server on PostgreSQL, each of its roles a process of its own. */
export interface Cluster {
  /** The frontend, `127.0.0.1:port`. */
  address: string;
  parts: Readonly<Record<PartName, ClusterPart>>;
  /** PostgreSQL itself, not by way of `viaProxy`, for any of its clients. */
  databaseUrls: Readonly<Record<'main' | 'visibility', string>>;
  /** Ends all parts and removes their data. Can be called again. */
  stop: () => Promise<void>;
}

/**
 * Starts a cluster of its own and resolves when it serves the namespace `default` with its search attributes. Nothing of it
 * outlives this process, and nothing is kept.
 * @throws ClusterUnavailableError when PostgreSQL or Go is missing
 * @throws PortInUseError when a port given by number is taken
 * @throws ServerStartError when a part exits early, or does not answer in time
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = await findClusterPrograms(options);
  await assertPortFree(options.port, 'the Temporal server');
  for (let attempt = 1; ; attempt += 1) {
    const ports = await pickClusterPorts(options.port);
    try {
      return await startOn(ports, programs, options);
    } catch (error) {
      // Others look for free ports, too: whoever lost the race tries again.
      const lostRace = error instanceof ServerStartError && error.message.includes('ddress already in use');
      if (!lostRace || attempt === ATTEMPTS_ON_FREE_PORTS) throw error;
    }
  }
}

async function startOn(
  ports: ClusterPorts,
  programs: ClusterPrograms,
  options: ClusterOptions,
): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-cluster-'));
  await chmod(folder, 0o711); // PostgreSQL may run as another user, and has its data here
  const parts: ControlledPart[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(parts.filter(({ name }) => name !== 'postgres').map((part) => part.stop()));
    await Promise.all(parts.map((part) => part.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { ...(await bringUp({ ports, programs, folder, parts }, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Site {
  ports: ClusterPorts;
  programs: ClusterPrograms;
  folder: string;
  /** Gets every part before it starts. */
  parts: ControlledPart[];
}

/** One after the other, so that no role has to learn of late what was set up. */
async function bringUp(site: Site, options: ClusterOptions): Promise<Omit<Cluster, 'stop'>> {
  const { ports, programs, folder, parts } = site;
  const { env, logFile, searchAttributes, startTimeoutMs = 60_000, retentionDays = 1 } = options;
  const { part: postgres, database } = await createPostgresPart({
    programs: programs.postgres,
    parent: folder,
    port: ports.postgres,
    env,
    logFile,
    startTimeoutMs,
  });
  parts.push(postgres);
  await postgres.start();
  await setUpSchemas({ sqlTool: programs.sqlTool, database, env });

  const direct = { host: '127.0.0.1', port: ports.postgres };
  const { host, port } = (await options.viaProxy?.(direct)) ?? direct;
  await writeConfig(site, options, { database, databaseAddress: `${host}:${port}` });
  const create = (role: Role): ControlledPart => {
    const part = createRole(role, site, { env, logFile, startTimeoutMs });
    parts.push(part);
    return part;
  };
  const [frontend, history, matching, worker] = [
    create('frontend'),
    create('history'),
    create('matching'),
    create('worker'),
  ];
  const address = `127.0.0.1:${ports.frontend.grpc}`;
  const namespace = { address, namespace: NAMESPACE, retentionDays, searchAttributes };
  await frontend.start();
  await prepareNamespace(namespace);
  await Promise.all([history.start(), matching.start(), worker.start()]);
  await waitUntilUsable(namespace, AbortSignal.timeout(startTimeoutMs));
  const databaseUrls = {
    main: toDatabaseUrl(database, DATABASE_NAMES.main),
    visibility: toDatabaseUrl(database, DATABASE_NAMES.visibility),
  };
  return { address, parts: { postgres, frontend, history, matching, worker }, databaseUrls };
}

const toConfigFolder = (folder: string): string => path.join(folder, 'config');

async function writeConfig(
  { ports, folder }: Site,
  { historyShards = 4, logLevel = 'warn', dynamicConfig = {} }: ClusterOptions,
  reached: { database: { user: string; password: string }; databaseAddress: string },
): Promise<void> {
  const config = toConfigFolder(folder);
  await mkdir(config, { mode: 0o700 }); // the password is in it
  const dynamicConfigFile = path.join(config, 'dynamic.yaml');
  const server = toServerConfig({ ports, historyShards, logLevel, dynamicConfigFile, ...reached });
  // Every JSON is YAML.
  const write = (name: string, content: object): Promise<void> =>
    writeFile(path.join(config, `${name}.yaml`), JSON.stringify(content));
  await write('dynamic', toDynamicConfig(dynamicConfig));
  await write('cluster', server);
  await write('worker', {
    ...server,
    log: { stdout: true, level: logLevel === 'debug' ? logLevel : 'info' },
  });
}

function createRole(
  role: Role,
  { ports, programs, folder }: Site,
  rest: Pick<ClusterOptions, 'env' | 'logFile'> & { startTimeoutMs: number },
): ControlledPart {
  const { env, ...options } = rest;
  const config = role === 'worker' ? 'worker' : 'cluster';
  const place = ['--root', folder, '--config', path.basename(toConfigFolder(folder)), '--env', config];
  return createClusterPart({
    ...options,
    name: role,
    command: {
      command: programs.server,
      args: [...place, '--allow-no-auth', 'start', '--service', role],
      cwd: folder,
      env,
    },
    ready: role === 'worker' ? WORKER_READY : (signal) => waitForRole(role, ports[role], signal),
  });
}
