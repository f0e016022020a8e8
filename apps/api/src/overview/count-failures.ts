import type { Client } from '@temporalio/client';
import type { FailureCount, FailureCounts, JobState, ListedJob } from '@genvideo/models';
import { callEngine } from '@genvideo/progress-client/direct';
import { toGalleryQuery } from '../gallery/to-gallery-query';
import type { RecordReader } from '../gallery/create-record-reader';
import { listPage } from '../job/list-page';

/** How many failed jobs are looked at; all of them are counted. */
const MAX_COUNTED = 500;

const FIRST_PAGE = new Uint8Array();

export interface CountFailuresOptions {
  client: Client;
  taskQueue: string;
  readRecord: RecordReader;
}

export interface FailureScope {
  /** ISO 8601: jobs that ended then or later. */
  since: string;
  /** The user whose jobs count; null for everybody's. */
  userId: string | null;
}

type Failure = { job: ListedJob; record: JobState | null };

const toCause = ({ record }: Failure): string | null => record?.result?.error?.type ?? null;

const toEnd = ({ job }: Failure): string => job.close_time ?? job.start_time;

const toCount = (type: string | null, failures: readonly [Failure, ...Failure[]]): FailureCount => {
  const latest = failures.reduce((late, each) => (toEnd(each) > toEnd(late) ? each : late));
  return {
    type,
    count: failures.length,
    last_at: toEnd(latest),
    last_workflow_id: latest.job.workflow_id,
    message: latest.record?.result?.error?.message ?? null,
  };
};

const toCauses = (failures: readonly Failure[]): FailureCount[] => {
  const byCause = new Map<string | null, [Failure, ...Failure[]]>();
  for (const failure of failures) {
    const known = byCause.get(toCause(failure));
    if (known) known.push(failure);
    else byCause.set(toCause(failure), [failure]);
  }
  return [...byCause]
    .map(([type, each]) => toCount(type, each))
    .sort((left, right) => right.count - left.count);
};

const countAll = ({ client, taskQueue }: CountFailuresOptions, query: string): Promise<number> =>
  callEngine(client, { workflowId: taskQueue }, async () => {
    const { namespace } = client.options;
    const { count } = await client.workflowService.countWorkflowExecutions({ namespace, query });
    return Number(count ?? 0);
  });

/** Why jobs failed since a moment, by the records of the latest of them. */
export async function countFailures(
  options: CountFailuresOptions,
  { since, userId }: FailureScope,
): Promise<FailureCounts> {
  const { client, taskQueue, readRecord } = options;
  const failed = toGalleryQuery({ status: 'failed' }, { taskQueue, userId });
  const query = `${failed} AND CloseTime >= '${since}'`;
  const request = { query, limit: MAX_COUNTED, token: FIRST_PAGE };
  const [total, { jobs }] = await Promise.all([
    countAll(options, query),
    listPage(client, taskQueue, request),
  ]);
  const failures = await Promise.all(
    jobs.map(async (job) => ({ job, record: await readRecord(job.workflow_id) })),
  );
  return { since, total, counted: failures.length, causes: toCauses(failures) };
}
