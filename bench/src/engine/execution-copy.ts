import { randomUUID } from 'node:crypto';
import { toHistoryShard } from './to-history-shard';

/** A job that ran, as the engine stores it. */
export interface StoredExecution {
  shard: number;
  workflowId: string;
  runId: string;
  /** Of its history's only branch. */
  branchId: string;
}

/** One more like it. */
export interface ExecutionCopy {
  source: StoredExecution;
  copy: StoredExecution;
}

export interface CopyPlan {
  sources: readonly StoredExecution[];
  count: number;
  /** The number of the first, so that those of an earlier plan keep theirs. */
  first: number;
  namespaceId: string;
  shards: number;
}

const ID_DIGITS = 12;

/**
 * Names so many copies, in turn of all sources, each with ids of its own in the part of the history where the engine
 * will look for it. Ids are as long as those they replace, so that they can be replaced within what is stored.
 */
export function planCopies({ sources, count, first, namespaceId, shards }: CopyPlan): ExecutionCopy[] {
  return Array.from({ length: count }, (_, offset) => {
    const index = first + offset;
    const source = sources[index % sources.length];
    if (!source) throw new RangeError('There is nothing to copy');
    const workflowId = toCopyId(source.workflowId, index);
    const shard = toHistoryShard(namespaceId, workflowId, shards);
    return { source, copy: { shard, workflowId, runId: randomUUID(), branchId: randomUUID() } };
  });
}

function toCopyId(workflowId: string, index: number): string {
  if (workflowId.length < ID_DIGITS) throw new RangeError(`${workflowId} is too short to be copied`);
  return `copy-`.padEnd(workflowId.length - ID_DIGITS, '-') + String(index).padStart(ID_DIGITS, '0');
}
