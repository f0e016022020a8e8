import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import {
  SEARCH_ATTRIBUTE,
  WORKFLOW_TYPE,
  type Delivery,
  type DeliveryOutcome,
  type DeliveryState,
  type NoticeMemo,
} from '@genvideo/models';
import { deliveryOutcomeSchema, noticeMemoSchema } from '@genvideo/models/schemas';
import { callEngine } from '../call-engine';
import { decodePayloads } from '../decode-payloads';
import { NotFoundError } from '../not-found-error';
import { readFailureMessage } from '../read-failure-message';
import { toPendingActivity } from '../to-pending-activity';
import { toWorkflowStatus } from '../to-workflow-status';
import type { WorkflowStatus } from '../workflow-status';

/** A delivery, and what else the engine knows of its workflow. */
export interface DescribedDelivery {
  delivery: Delivery;
  run_id: string;
  task_queue: string;
  /** The values of `CustomTag`. */
  tags: readonly string[];
  memo: NoticeMemo;
  /** Whether an attempt is being made at this moment. */
  attempting: boolean;
}

const toState = (status: WorkflowStatus): DeliveryState => {
  if (status === 'RUNNING') return 'pending';
  return status === 'COMPLETED' ? 'delivered' : 'failed';
};

const NOTHING: Pick<DeliveryOutcome, 'last_error' | 'last_status'> = { last_error: null, last_status: null };

type RawActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** What the latest failed attempt said. */
async function readTrouble(client: Client, { lastFailure }: RawActivity): Promise<typeof NOTHING> {
  if (!lastFailure) return NOTHING;
  const last_error = await readFailureMessage(client, lastFailure);
  const [detail] = await decodePayloads(client, lastFailure.applicationFailureInfo?.details?.payloads);
  const outcome = deliveryOutcomeSchema.safeParse(detail);
  return { last_error, last_status: outcome.success ? outcome.data.last_status : null };
}

type Attempts = DeliveryOutcome & { next_attempt_at: string | null; attempting: boolean };

/** The attempts of a notice that is still tried. */
async function readAttempts(
  client: Client,
  raw: RawActivity | undefined,
  earlier: number,
): Promise<Attempts> {
  if (!raw) return { ...NOTHING, attempts: earlier, next_attempt_at: null, attempting: false };
  const { state, run, next_run_at } = toPendingActivity(raw);
  const attempting = state === 'running';
  return {
    ...(await readTrouble(client, raw)),
    attempts: earlier + (attempting ? run : run - 1),
    next_attempt_at: attempting ? null : (next_run_at?.toISOString() ?? null),
    attempting,
  };
}

/** How a notice ended; one that was ended from outside says so itself no more. */
const toOutcome = ({ outcome, earlier_attempts }: NoticeMemo, status: WorkflowStatus): Attempts => ({
  ...(outcome ?? {
    attempts: earlier_attempts,
    last_error: `It was ended from outside (${status})`,
    last_status: null,
  }),
  next_attempt_at: null,
  attempting: false,
});

const toDelivered = (state: DeliveryState, closeTime: Date | undefined): string | null =>
  state === 'delivered' ? (closeTime?.toISOString() ?? null) : null;

const noSuchDelivery = (id: string): NotFoundError =>
  new NotFoundError(id, {
    message: `There is no delivery "${id}". Their ids stand in the delivery log: notice:WORKFLOW_ID:CHANNEL.`,
  });

const describe = async (client: Client, id: string): Promise<WorkflowExecutionDescription> => {
  try {
    return await callEngine(client, { workflowId: id }, () => client.workflow.getHandle(id).describe());
  } catch (error) {
    throw error instanceof NotFoundError ? noSuchDelivery(id) : error;
  }
};

/**
 * A delivery as it stands: one cheap call, and no worker is needed.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function describeDelivery(client: Client, id: string): Promise<DescribedDelivery> {
  const { raw, type, status, closeTime, ...info } = await describe(client, id);
  const parsed = noticeMemoSchema.safeParse(info.memo);
  if (type !== WORKFLOW_TYPE.notification || !parsed.success) throw noSuchDelivery(id);
  const { data: memo } = parsed;
  const workflowStatus = toWorkflowStatus(status.name);
  const state = toState(workflowStatus);
  const { attempting, ...attempts } =
    state === 'pending'
      ? await readAttempts(client, raw.pendingActivities?.[0], memo.earlier_attempts)
      : toOutcome(memo, workflowStatus);
  const { workflow_id, channel, target, created_at } = memo;
  return {
    delivery: {
      ...{ id, workflow_id, channel, type: memo.type, target, state, ...attempts },
      ...{ created_at, delivered_at: toDelivered(state, closeTime) },
    },
    run_id: info.runId,
    task_queue: info.taskQueue,
    tags: (info.searchAttributes[SEARCH_ATTRIBUTE.tag.name] ?? []).map(String),
    memo,
    attempting,
  };
}
