import { randomUUID } from 'node:crypto';

/** A task queue nobody else uses: all specs of a run share one engine. */
export function uniqueQueue(prefix: string): string {
  return `${prefix}-queue-${randomUUID()}`;
}

/** An id nobody else uses, for workflows and the like. */
export function uniqueId(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}
