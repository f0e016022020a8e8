import { setTimeout as delay } from 'node:timers/promises';
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  SEARCH_ATTRIBUTE,
  toNoticeIdOf,
  toNoticeTags,
  WORKFLOW_TYPE,
  type NoticeMemo,
} from '@genvideo/models';
import type { Logger } from '../logger-port';
import type { NoticeEvent } from './notice-event';
import { toNotices, type AddressedNotice, type EverydayChannels } from './to-notices';

export interface StartNoticesDependencies {
  client: Client;
  /** The queue whose workers deliver. */
  taskQueue: string;
  /** The channels that hear of every job and batch. */
  everyday: EverydayChannels;
  logger: Logger;
  /** Aborts when the work should be left to another worker. */
  signal: AbortSignal;
}

/** How long starting a notice is tried again, in milliseconds: an end is not held up for ever by what tells of it. */
const PATIENCE_MS = 60_000;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** More than the 24 hours in which delivery is tried. */
const EXECUTION_TIMEOUT = '25 hours';

/** The gRPC status codes of requests that will never be right: INVALID_ARGUMENT. */
const HOPELESS: readonly number[] = [3];

const toStartOptions = ({ notice, target }: AddressedNotice, taskQueue: string): WorkflowStartOptions => {
  const { workflow_id, run_id, user_id, channel, type, created_at, earlier_attempts } = notice;
  const memo: NoticeMemo = { workflow_id, run_id, channel, type, target, created_at, earlier_attempts };
  return {
    workflowId: toNoticeIdOf(notice),
    taskQueue,
    args: [notice],
    workflowExecutionTimeout: EXECUTION_TIMEOUT,
    workflowTaskTimeout: '10s',
    memo: { ...memo },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: SEARCH_ATTRIBUTE.tag, value: toNoticeTags({ channel, workflow_id, user_id }) },
    ]),
  };
};

/** Whether the notice that is there tells of this very end, and not of one before the job was reset. */
async function isToldOf({ notice }: AddressedNotice, client: Client): Promise<boolean> {
  const { memo = {} } = await client.workflow.getHandle(toNoticeIdOf(notice)).describe();
  return memo['run_id'] === notice.run_id && memo['type'] === notice.type;
}

/** Starts a notice, once for each end. One of an end that did not come about in the end gives way. */
async function startOnce(
  addressed: AddressedNotice,
  { client, taskQueue }: StartNoticesDependencies,
): Promise<void> {
  const options = toStartOptions(addressed, taskQueue);
  try {
    await client.workflow.start(WORKFLOW_TYPE.notification, {
      ...options,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if (await isToldOf(addressed, client)) return;
    await client.workflow.start(WORKFLOW_TYPE.notification, {
      ...options,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
    });
  }
}

const isHopeless = (error: unknown): boolean => isGrpcServiceError(error) && HOPELESS.includes(error.code);

async function startInTime(
  addressed: AddressedNotice,
  dependencies: StartNoticesDependencies,
): Promise<void> {
  const { logger, signal } = dependencies;
  const { workflow_id, user_id, channel } = addressed.notice;
  const until = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await startOnce(addressed, dependencies);
    } catch (error) {
      if (isHopeless(error) || Date.now() + pause > until) {
        logger.error({ workflow_id, user_id, channel, err: error }, 'notice_not_started');
        return;
      }
      logger.debug({ workflow_id, user_id, channel, err: error }, 'notice_start_again');
    }
    await delay(pause, undefined, { signal });
  }
}

/**
 * Starts the notices about an end, each a workflow of its own, which waits until the engine knows of that end. Doing it
 * again changes nothing. What cannot be started within a minute is logged and left out: no job fails for its notices.
 * @throws AbortError when the signal aborts while the engine does not answer
 */
export async function startNotices(
  event: NoticeEvent,
  dependencies: StartNoticesDependencies,
): Promise<void> {
  const notices = toNotices(event, dependencies.everyday);
  await Promise.all(notices.map((addressed) => startInTime(addressed, dependencies)));
}
