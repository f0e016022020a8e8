import os from 'node:os';
import path from 'node:path';
import type { Config } from '@genvideo/models/config';
import {
  connectEngine,
  EXIT_STATUS,
  UserFacingError,
  type EngineOptions,
  type ExitStatus,
} from '@genvideo/runtime';
import { createBatchId, toBatchId } from './batch-id';
import { checkBatchId, toJobDefaults, type BatchFlags } from './batch-options';
import type { BatchSession } from './batch-session';
import type { BatchView } from './batch-view';
import { createJsonView } from './batch-view-json';
import { createLinesView } from './batch-view-lines';
import { createTerminalView } from './batch-view-terminal';
import { describeMending } from './describe-mending';
import { findLocalFile } from './find-local-file';
import { toFollowCommand } from './follow-again';
import { toJobsFormat } from './jobs-format';
import { parseJobRows } from './parse-job-rows';
import { planSubmissions, type SubmissionPlan } from './plan-submissions';
import { readJobsFile } from './read-jobs-file';
import { runBatch } from './run-batch';
import { formatSummary } from './summary-table';

/** What the command needs of the process it runs in. */
export interface Surroundings {
  config: Config;
  engine: EngineOptions;
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  errors: NodeJS.WriteStream;
  signal: AbortSignal;
  /** Where relative names are looked for: where the user stands, then where the program runs. */
  folders: readonly string[];
  /** The words that call this command, up to and with `batch`. */
  command: string;
  /** The words after `batch`. */
  args: readonly string[];
}

/** How often a try to reach the engine is told, in milliseconds. */
const RETRY_NOTICE_MS = 5_000;

const createView = ({ json }: BatchFlags, output: NodeJS.WriteStream): BatchView => {
  if (json) return createJsonView((text) => output.write(text));
  return output.isTTY ? createTerminalView(output) : createLinesView((text) => output.write(text));
};

const loadPlan = async (
  file: string,
  flags: BatchFlags,
  surroundings: Surroundings,
): Promise<SubmissionPlan> => {
  checkBatchId(flags);
  const defaults = toJobDefaults(flags, os.userInfo().username);
  const { folders, input } = surroundings;
  const jobsText = await readJobsFile(file, { folders, standardInput: input });
  const rows = parseJobRows(jobsText, flags.format ?? toJobsFormat(file, jobsText.text));
  const batchId = flags.batchId ?? (flags.new ? createBatchId() : toBatchId(jobsText.text, defaults));
  return planSubmissions(rows, { batchId, defaults, count: flags.count ?? null });
};

const createRetryNotice = (errors: NodeJS.WriteStream): ((address: string) => void) => {
  let toldAt = 0;
  return (address) => {
    if (Date.now() - toldAt < RETRY_NOTICE_MS) return;
    toldAt = Date.now();
    errors.write(`The engine at ${address} does not answer yet; trying again.\n`);
  };
};

const toMending = (
  plan: SubmissionPlan,
  flags: BatchFlags,
  { command, args }: Surroundings,
): string | null => {
  const named = flags.batchId === undefined;
  return describeMending(plan, toFollowCommand(command, args, { batchId: plan.batchId, named }));
};

const createSummariser =
  (plan: SubmissionPlan, flags: BatchFlags, surroundings: Surroundings) =>
  ({ jobs }: BatchSession): void => {
    const { output, config, folders } = surroundings;
    const mending = toMending(plan, flags, surroundings);
    const findFile = (workflowId: string, url: string): string | null => {
      const file = findLocalFile(path.resolve(config.RESULTS_DIR), workflowId, url);
      if (file === null) return null;
      const relative = path.relative(folders[0] ?? '.', file);
      return relative.startsWith('..') ? file : relative;
    };
    const completed = jobs.filter(({ end }) => end?.status === 'completed').length;
    const totals = { batch_id: plan.batchId, total: jobs.length, completed, bad_lines: plan.badLines.length };
    output.write(
      flags.json
        ? `${JSON.stringify({ event: 'summary', timestamp: new Date().toISOString(), ...totals })}\n`
        : formatSummary(jobs, plan.badLines, { findFile, colour: output.isTTY, mending }),
    );
  };

/** `submitter batch FILE`: submits a file of jobs and follows them to their ends. */
export async function runBatchCommand(
  file: string,
  flags: BatchFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { config, engine, output, errors, signal, command, args } = surroundings;
  const plan = await loadPlan(file, flags, surroundings);
  if (plan.jobs.length === 0) {
    const lines = plan.badLines.map(({ line, problem }) => `\n  line ${line}: ${problem}`);
    throw new UserFacingError(
      `${file === '-' ? 'Standard input' : file} holds no job that can be submitted:${lines.join('')}`,
      EXIT_STATUS.failed,
    );
  }
  return runBatch({
    plan,
    view: createView(flags, output),
    signal,
    connect: () =>
      connectEngine({ engine, patienceSeconds: flags.patience, onRetry: createRetryNotice(errors), signal }),
    namespace: engine.namespace,
    dataConverter: engine.dataConverter,
    limits: {
      taskQueue: config.TEMPORAL_TASK_QUEUE,
      jobTimeoutSeconds: config.JOB_TIMEOUT_SECONDS,
      queueTimeoutSeconds: config.QUEUE_TIMEOUT_SECONDS,
      maxWaiting: config.LIMITER_MAX_WAITING,
    },
    detach: flags.detach ?? false,
    followCommand: toFollowCommand(command, args, { batchId: plan.batchId, named: flags.new ?? false }),
    mending: toMending(plan, flags, surroundings),
    summarise: createSummariser(plan, flags, surroundings),
  });
}
