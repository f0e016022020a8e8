import type { CallbackTarget, Task } from '../task';
import type { FalSigner } from './create-fal-signer';
import type { FalProtocol } from './fal-protocol';
import { toFalFailure } from './to-fal-failure';

/** Where and how the end of a task is told. */
export function toFalWebhook(
  url: string,
  { toOutput }: Pick<FalProtocol, 'toOutput'>,
  signer: FalSigner,
): CallbackTarget {
  const toOutcome = (task: Task, status: 'completed' | 'failed') =>
    status === 'completed'
      ? { status: 'OK', payload: toOutput(task) }
      : { status: 'ERROR', error: 'Unexpected status code: 422', payload: toFalFailure(task) };
  return {
    url,
    toEndBody: (task, status) => ({
      ...{ request_id: task.id, gateway_request_id: task.id },
      ...toOutcome(task, status),
    }),
    toHeaders: (task, body) => signer.toHeaders(task.id, body),
  };
}
