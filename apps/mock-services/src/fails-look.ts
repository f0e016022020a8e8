import type { Socket } from 'node:net';
import { HttpError } from './http-error';
import type { MockService } from './mock-service';
import { pickServerError } from './pick-server-error';
import type { Task } from './task';

/**
 * Whether a look at a task gets no answer, because its connection was cut as the faults say.
 * @throws HttpError where they say that the answer is an error
 */
export function failsLook(
  faults: MockService['faults'],
  { task, socket }: { task: Task; socket: Socket },
): boolean {
  if (faults.strikes('status_drop_rate', task.diceKey)) {
    socket.destroy();
    return true;
  }
  if (faults.strikes('status_error_rate', task.diceKey)) {
    const status = pickServerError(faults.share('status_error_status', task.diceKey));
    throw new HttpError(status, 'The mock was told to fail this answer (status_error_rate).');
  }
  return false;
}
