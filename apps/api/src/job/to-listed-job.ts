import { defaultPayloadConverter, type RawWorkflowExecutionInfo } from '@temporalio/client';
import { SEARCH_ATTRIBUTE, type ListedJob } from '@genvideo/models';
import { stepSchema } from '@genvideo/models/schemas';
import type { WorkflowStatus } from '@genvideo/progress-client/direct';
import { findTag } from './find-tag';

/** `temporal.api.enums.v1.WorkflowExecutionStatus`; one that is paused has not ended. */
const STATUS_BY_CODE: Readonly<Record<number, WorkflowStatus>> = {
  1: 'RUNNING',
  2: 'COMPLETED',
  3: 'FAILED',
  4: 'CANCELED',
  5: 'TERMINATED',
  6: 'CONTINUED_AS_NEW',
  7: 'TIMED_OUT',
};

const toTime = (time: RawWorkflowExecutionInfo['startTime']): string | null =>
  time
    ? new Date(Number(time.seconds ?? 0) * 1_000 + Math.floor((time.nanos ?? 0) / 1_000_000)).toISOString()
    : null;

/** Search attributes are the engine's own JSON, never encrypted. */
const readAttribute = (info: RawWorkflowExecutionInfo, name: string): unknown => {
  const payload = info.searchAttributes?.indexedFields?.[name];
  return payload ? defaultPayloadConverter.fromPayload<unknown>(payload) : undefined;
};

const readTags = (info: RawWorkflowExecutionInfo): string[] =>
  [readAttribute(info, SEARCH_ATTRIBUTE.tag.name) ?? []].flat().map(String);

/** A workflow of the engine's list as a line of ours. */
export function toListedJob(info: RawWorkflowExecutionInfo): ListedJob {
  const tags = readTags(info);
  const percent = readAttribute(info, SEARCH_ATTRIBUTE.progress.name);
  const step = stepSchema.safeParse(findTag(tags, 'step:'));
  return {
    workflow_id: info.execution?.workflowId ?? '',
    status: STATUS_BY_CODE[Number(info.status)] ?? 'RUNNING',
    workflow_type: info.type?.name ?? '',
    start_time: toTime(info.startTime) ?? new Date(0).toISOString(),
    close_time: toTime(info.closeTime),
    user_id: findTag(tags, 'user:'),
    percent: typeof percent === 'number' ? percent : null,
    step: step.success ? step.data : null,
  };
}
