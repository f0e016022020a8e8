import { ClientError } from './client-error';

/** A workflow that runs, but no worker answered for it in time. The call may be repeated. */
export class NoAnswerError extends ClientError {
  override readonly name = 'NoAnswerError';
  readonly type: 'TimedOut' | 'ServiceUnavailable';

  constructor(
    override readonly workflowId: string,
    /** `hasWorker`: whether a worker polled the task queue within about the last minute. */
    readonly at: { taskQueue: string; hasWorker: boolean },
    options?: ErrorOptions,
  ) {
    super(
      at.hasWorker
        ? `"${workflowId}" did not answer in time, though a worker polled the task queue "${at.taskQueue}" within the last minute: it is busy, or has just ended. What was asked for may still take effect; ask again.`
        : `"${workflowId}" cannot answer, because no worker polls the task queue "${at.taskQueue}". Start one with "npx nx serve worker".`,
      options,
    );
    this.type = at.hasWorker ? 'TimedOut' : 'ServiceUnavailable';
  }
}
