import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { BatchLine, BatchRequest, BatchSnapshot } from '@genvideo/models';
import { batchLineSchema } from '@genvideo/models/schemas';
import { eventually, uniqueId } from '@genvideo/testing';
import type { JobLab } from './job-lab';

/** A batch as a caller may hand it in; bad ones too. */
export type BatchInput = Omit<Partial<BatchRequest>, 'requests'> & { requests?: unknown[] };

/** Batches of a lab, as their callers see them. */
export interface BatchLab {
  start(input: BatchInput, batchId?: string): Promise<WorkflowHandle>;
  /** Starts one and runs a worker until it has ended. */
  run(input: BatchInput, batchId?: string): Promise<WorkflowHandle>;
  /** The lines of a batch's results as they are now. */
  readLines(batch: WorkflowHandle): Promise<BatchLine[]>;
  untilEnded(batch: WorkflowHandle, count: number): Promise<BatchLine[]>;
  update(batch: WorkflowHandle, name: string, argument?: unknown): Promise<BatchSnapshot>;
}

export const image = (prompt: string, change: object = {}): object => ({
  ...{ type: 'image', prompt, user_id: 'ann', width: 64, height: 64 },
  ...change,
});

export const images = (count: number): object[] =>
  Array.from({ length: count }, (_each, index) => image(`picture ${index}`));

export function openBatchLab(lab: JobLab): BatchLab {
  const start: BatchLab['start'] = (input, batchId = uniqueId('batch')) =>
    lab.engine.client.workflow.start('BatchWorkflow', {
      workflowId: batchId,
      taskQueue: lab.taskQueue,
      args: [input],
    });
  const readLines: BatchLab['readLines'] = async ({ workflowId }) => {
    const text = await readFile(path.join(lab.toFolder(workflowId), 'results.jsonl'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => batchLineSchema.strict().parse(JSON.parse(line)));
  };
  return {
    start,
    run: async (input, batchId) => {
      const batch = await start(input, batchId);
      await lab.work(() => batch.result().catch(() => undefined));
      return batch;
    },
    readLines,
    untilEnded: (batch, count) =>
      eventually(
        async () => {
          const lines = await readLines(batch);
          if (lines.length < count) throw new Error(`${lines.length} lines`);
          return lines;
        },
        { what: `${count} items to end`, timeoutMs: 30_000 },
      ),
    update: (batch, name, argument) =>
      batch.executeUpdate<BatchSnapshot, [unknown]>(name, { args: [argument] }),
  };
}
