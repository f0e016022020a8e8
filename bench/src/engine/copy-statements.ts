import type { ExecutionCopy } from './execution-copy';

/** Copies that one statement handles at once: a transaction of moderate size. */
const TABLE = 'genvideo_copies';

const SETUP = `
CREATE TABLE ${TABLE} (
  n bigint, source_shard int, source_workflow text, source_run uuid, source_branch uuid,
  shard int, workflow text, run uuid, branch uuid
);
CREATE FUNCTION genvideo_bytes(id uuid) RETURNS bytea IMMUTABLE LANGUAGE sql AS
  $$ SELECT decode(replace(id::text, '-', ''), 'hex') $$;
CREATE FUNCTION genvideo_hex(id text) RETURNS text IMMUTABLE LANGUAGE sql AS
  $$ SELECT encode(convert_to(id, 'UTF8'), 'hex') $$;
CREATE FUNCTION genvideo_swap(blob bytea, c ${TABLE}) RETURNS bytea IMMUTABLE LANGUAGE sql AS
  $$ SELECT decode(replace(replace(replace(encode(blob, 'hex'),
       genvideo_hex(c.source_workflow), genvideo_hex(c.workflow)),
       genvideo_hex(c.source_run::text), genvideo_hex(c.run::text)),
       genvideo_hex(c.source_branch::text), genvideo_hex(c.branch::text)), 'hex') $$;
`;

const TEARDOWN = `
DROP FUNCTION genvideo_swap(bytea, ${TABLE});
DROP FUNCTION genvideo_hex(text);
DROP FUNCTION genvideo_bytes(uuid);
DROP TABLE ${TABLE};
`;

/** Everything of a job that has ended: its state, its history, what it was signalled, and the timer that will delete it. */
const MAIN = `
INSERT INTO executions (shard_id, namespace_id, workflow_id, run_id, next_event_id, last_write_version,
    data, data_encoding, state, state_encoding, db_record_version)
  SELECT c.shard, e.namespace_id, c.workflow, genvideo_bytes(c.run), e.next_event_id, e.last_write_version,
    genvideo_swap(e.data, c), e.data_encoding, genvideo_swap(e.state, c), e.state_encoding, e.db_record_version
  FROM ${TABLE} c JOIN executions e ON e.shard_id = c.source_shard
    AND e.workflow_id = c.source_workflow AND e.run_id = genvideo_bytes(c.source_run);
INSERT INTO current_executions (shard_id, namespace_id, workflow_id, run_id, create_request_id, state, status,
    start_version, start_time, last_write_version, data, data_encoding)
  SELECT c.shard, e.namespace_id, c.workflow, genvideo_bytes(c.run), e.create_request_id, e.state, e.status,
    e.start_version, e.start_time, e.last_write_version, genvideo_swap(e.data, c), e.data_encoding
  FROM ${TABLE} c JOIN current_executions e ON e.shard_id = c.source_shard AND e.workflow_id = c.source_workflow;
INSERT INTO signals_requested_sets (shard_id, namespace_id, workflow_id, run_id, signal_id)
  SELECT c.shard, e.namespace_id, c.workflow, genvideo_bytes(c.run), e.signal_id
  FROM ${TABLE} c JOIN signals_requested_sets e ON e.shard_id = c.source_shard
    AND e.workflow_id = c.source_workflow AND e.run_id = genvideo_bytes(c.source_run);
INSERT INTO history_tree (shard_id, tree_id, branch_id, data, data_encoding)
  SELECT c.shard, genvideo_bytes(c.run), genvideo_bytes(c.branch), genvideo_swap(t.data, c), t.data_encoding
  FROM ${TABLE} c JOIN history_tree t ON t.shard_id = c.source_shard
    AND t.tree_id = genvideo_bytes(c.source_run) AND t.branch_id = genvideo_bytes(c.source_branch);
INSERT INTO history_node (shard_id, tree_id, branch_id, node_id, txn_id, prev_txn_id, data, data_encoding)
  SELECT c.shard, genvideo_bytes(c.run), genvideo_bytes(c.branch), h.node_id, h.txn_id, h.prev_txn_id,
    genvideo_swap(h.data, c), h.data_encoding
  FROM ${TABLE} c JOIN history_node h ON h.shard_id = c.source_shard
    AND h.tree_id = genvideo_bytes(c.source_run) AND h.branch_id = genvideo_bytes(c.source_branch);
CREATE TEMPORARY TABLE genvideo_timers AS
  SELECT s.source_run, t.* FROM (SELECT DISTINCT source_shard, source_run FROM ${TABLE}) s
  JOIN timer_tasks t ON t.shard_id = s.source_shard
    AND position(convert_to(s.source_run::text, 'UTF8') IN t.data) > 0;
INSERT INTO timer_tasks (shard_id, visibility_timestamp, task_id, data, data_encoding)
  SELECT c.shard, t.visibility_timestamp + c.n * interval '1 microsecond', t.task_id, genvideo_swap(t.data, c),
    t.data_encoding
  FROM ${TABLE} c JOIN genvideo_timers t ON t.source_run = c.source_run
  ON CONFLICT DO NOTHING;
`;

const VISIBILITY = `
INSERT INTO executions_visibility (namespace_id, run_id, _version, start_time, execution_time, workflow_id,
    workflow_type_name, status, close_time, history_length, history_size_bytes, execution_duration,
    state_transition_count, memo, encoding, task_queue, search_attributes, root_workflow_id, root_run_id)
  SELECT e.namespace_id, c.run::text, e._version, e.start_time, e.execution_time, c.workflow,
    e.workflow_type_name, e.status, e.close_time, e.history_length, e.history_size_bytes, e.execution_duration,
    e.state_transition_count, e.memo, e.encoding, e.task_queue, e.search_attributes, c.workflow, c.run::text
  FROM ${TABLE} c JOIN executions_visibility e ON e.run_id = c.source_run::text;
`;

const toRow = ({ source, copy }: ExecutionCopy, index: number): string =>
  [
    index,
    ...[source.shard, source.workflowId, source.runId, source.branchId],
    ...[copy.shard, copy.workflowId, copy.runId, copy.branchId],
  ].join('\t');

const wrap = (copies: readonly ExecutionCopy[], body: string): string =>
  [
    SETUP,
    `COPY ${TABLE} FROM STDIN;`,
    ...copies.map(toRow),
    '\\.',
    `ANALYZE ${TABLE};`,
    body,
    TEARDOWN,
    '',
  ].join('\n');

/** What makes the copies in the engine's main database: the sources' rows with other ids, within their blobs as well. */
export const toMainStatements = (copies: readonly ExecutionCopy[]): string => wrap(copies, MAIN);

/** The same for the database that lists are made from. */
export const toVisibilityStatements = (copies: readonly ExecutionCopy[]): string => wrap(copies, VISIBILITY);
