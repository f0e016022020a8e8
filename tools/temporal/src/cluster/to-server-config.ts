import type { Database } from '../postgres/database';
import type { ClusterPorts, RolePorts } from './cluster-ports';

/** The two databases of a cluster. */
export const DATABASE_NAMES = { main: 'temporal', visibility: 'temporal_visibility' } as const;
/** Temporal's plugin for PostgreSQL 12 and newer, by `lib/pq`. */
export const SQL_PLUGIN = 'postgres12';

export interface ServerConfigOptions {
  ports: ClusterPorts;
  database: Pick<Database, 'user' | 'password'>;
  /** Where the roles find PostgreSQL, `host:port`. */
  databaseAddress: string;
  historyShards: number;
  logLevel: string;
  /** The file of the dynamic configuration. */
  dynamicConfigFile: string;
}

const toService = ({ grpc, membership }: RolePorts) => ({
  rpc: { grpcPort: grpc, membershipPort: membership, bindOnLocalHost: true },
});

function toStore(options: ServerConfigOptions, databaseName: string) {
  const { database, databaseAddress } = options;
  return {
    sql: {
      pluginName: SQL_PLUGIN,
      databaseName,
      connectAddr: databaseAddress,
      connectProtocol: 'tcp',
      user: database.user,
      password: database.password,
      maxConns: 20,
      maxIdleConns: 20,
      maxConnLifetime: '1h',
    },
  };
}

/** The configuration that all roles of one cluster read; each takes its own ports from it and learns those of the others. */
export function toServerConfig(options: ServerConfigOptions): object {
  const { ports, historyShards, logLevel, dynamicConfigFile } = options;
  const { frontend, history, matching, worker } = ports;
  return {
    log: { stdout: true, level: logLevel },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      numHistoryShards: historyShards,
      datastores: {
        main: toStore(options, DATABASE_NAMES.main),
        visibility: toStore(options, DATABASE_NAMES.visibility),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: toService(frontend),
      history: toService(history),
      matching: toService(matching),
      worker: toService(worker),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontend.grpc}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '10s' },
  };
}

/** The dynamic configuration's own shape: every value applies everywhere. */
export function toDynamicConfig(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [{ value }]]));
}
