import { SEARCH_ATTRIBUTE, WORKFLOW_TYPE, type DeliveryState, type NoticeChannel } from '@genvideo/models';

/** Which deliveries are asked for: those that match all of it. */
export interface DeliveryFilters {
  /** The job or batch that notices are about. */
  workflow_id?: string | undefined;
  channel?: NoticeChannel | undefined;
  state?: DeliveryState | undefined;
}

/** What decides which deliveries a list holds. */
export interface DeliveryScope {
  taskQueue: string;
  /** The user whose deliveries are shown; null for everybody's. */
  userId: string | null;
}

const STATUSES: Record<DeliveryState, string> = {
  pending: `ExecutionStatus = 'Running'`,
  delivered: `ExecutionStatus = 'Completed'`,
  failed: `ExecutionStatus IN ('Failed', 'Canceled', 'Terminated', 'TimedOut')`,
};

const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

const hasTag = (tag: string): string => `${SEARCH_ATTRIBUTE.tag.name} = ${quote(tag)}`;

/** The engine's query for deliveries. */
export function toDeliveryQuery(
  { workflow_id, channel, state }: DeliveryFilters,
  { taskQueue, userId }: DeliveryScope,
): string {
  return [
    `WorkflowType = ${quote(WORKFLOW_TYPE.notification)}`,
    `TaskQueue = ${quote(taskQueue)}`,
    ...(userId === null ? [] : [hasTag(`user:${userId}`)]),
    ...(workflow_id === undefined ? [] : [hasTag(`of:${workflow_id}`)]),
    ...(channel === undefined ? [] : [hasTag(`delivery:${channel}`)]),
    ...(state === undefined ? [] : [STATUSES[state]]),
  ].join(' AND ');
}
