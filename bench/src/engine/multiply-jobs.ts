import path from 'node:path';
import type { Client } from '@temporalio/client';
import { findClusterPrograms, type Cluster, type Environment } from '@genvideo/temporal-server';
import { toMainStatements, toVisibilityStatements } from './copy-statements';
import type { DatabaseGrowth } from './engine-result';
import { planCopies, type StoredExecution } from './execution-copy';
import { runSql, type SqlTarget } from './run-sql';

/** As many as the engine is asked for again, spread over all copies. */
const READ_BACK = 20;
const COMPLETED = 2;
const MS = 1_000;

export interface MultiplyOptions {
  cluster: Cluster;
  client: Client;
  env: Environment;
  /** How many jobs there are to be in the end. */
  total: number;
  shards: number;
}

interface Databases {
  main: SqlTarget;
  visibility: SqlTarget;
}

async function toDatabases({ cluster, env }: MultiplyOptions): Promise<Databases> {
  const { postgres } = await findClusterPrograms({ env });
  const psql = path.join(postgres, 'psql');
  const { main, visibility } = cluster.databaseUrls;
  return { main: { psql, url: main }, visibility: { psql, url: visibility } };
}

/** After VACUUM, with fresh statistics, and with everything on disk. */
async function tidy({ main, visibility }: Databases): Promise<void> {
  for (const database of [main, visibility]) await runSql(database, 'VACUUM (ANALYZE);\nCHECKPOINT;\n');
}

async function readNumber(database: SqlTarget, query: string): Promise<number> {
  return Number((await runSql(database, `${query};\n`))[0]);
}

async function readBytes({ main, visibility }: Databases): Promise<number> {
  const size = 'SELECT pg_database_size(current_database())';
  return (await readNumber(main, size)) + (await readNumber(visibility, size));
}

/** Finished jobs of one branch, which are all but those that were reset. */
async function readSources(main: SqlTarget): Promise<{ sources: StoredExecution[]; namespaceId: string }> {
  const toUuid = (column: string): string => `encode(${column}, 'hex')::uuid`;
  const lines = await runSql(
    main,
    `SELECT e.shard_id, e.workflow_id, ${toUuid('e.run_id')}, ${toUuid('t.branch_id')}, ${toUuid('e.namespace_id')}
     FROM current_executions e JOIN history_tree t ON t.shard_id = e.shard_id AND t.tree_id = e.run_id
     WHERE e.workflow_id LIKE 'genvideo-%' AND e.status = ${COMPLETED};\n`,
  );
  const rows = lines.map((line) => line.split('\t'));
  const sources = rows.map(([shard, workflowId = '', runId = '', branchId = '']) => ({
    shard: Number(shard),
    workflowId,
    runId,
    branchId,
  }));
  return { sources, namespaceId: rows[0]?.[4] ?? '' };
}

const ROWS_OF_JOBS = `SELECT (SELECT count(*) FROM executions) + (SELECT count(*) FROM current_executions)
  + (SELECT count(*) FROM history_tree) + (SELECT count(*) FROM history_node)
  + (SELECT count(*) FROM signals_requested_sets) + (SELECT count(*) FROM timer_tasks)`;

const EARLIER_COPIES = `SELECT count(*) FROM current_executions WHERE workflow_id LIKE 'copy-%'`;

/** Asks the engine for copies as any client would. @returns how many it knew with a whole history */
async function readBack(client: Client, ids: readonly string[]): Promise<number> {
  const step = Math.max(1, Math.floor(ids.length / READ_BACK));
  const sample = ids.filter((_, index) => index % step === 0).slice(0, READ_BACK);
  const good = await Promise.all(
    sample.map(async (id) => {
      const handle = client.workflow.getHandle(id);
      const [{ status, historyLength }, { events }] = await Promise.all([
        handle.describe(),
        handle.fetchHistory(),
      ]);
      await handle.result();
      return status.name === 'COMPLETED' && events?.length === historyLength;
    }),
  );
  return good.filter(Boolean).length;
}

/**
 * Fills the engine's PostgreSQL with copies of the jobs that ran in it, down to their histories, and asks the engine whether
 * it knows them.
 */
export async function multiplyJobs(options: MultiplyOptions): Promise<DatabaseGrowth> {
  const { client, total, shards } = options;
  const databases = await toDatabases(options);
  await tidy(databases);
  const { sources, namespaceId } = await readSources(databases.main);
  const bytes_before = await readBytes(databases);
  const rowsBefore = await readNumber(databases.main, ROWS_OF_JOBS);
  const first = await readNumber(databases.main, EARLIER_COPIES);
  const count = Math.max(0, total - sources.length - first);
  const copies = planCopies({ sources, count, first, namespaceId, shards });
  const startedAt = Date.now();
  await runSql(databases.main, toMainStatements(copies));
  await runSql(databases.visibility, toVisibilityStatements(copies));
  await tidy(databases);
  const copy_seconds = (Date.now() - startedAt) / MS;
  const rows = (await readNumber(databases.main, ROWS_OF_JOBS)) - rowsBefore;
  return {
    real: sources.length,
    copied_before: first,
    copied: copies.length,
    copy_seconds,
    bytes_before,
    bytes_after: await readBytes(databases),
    rows_per_job: rows / Math.max(1, copies.length),
    counted: (
      await client.workflow.count(`ExecutionStatus = 'Completed' AND WorkflowType = 'GenVideoWorkflow'`)
    ).count,
    read_back: await readBack(
      client,
      copies.map(({ copy }) => copy.workflowId),
    ),
  };
}
