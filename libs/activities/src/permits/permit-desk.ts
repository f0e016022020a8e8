import type { PermitRequest, QueueEstimate } from '@genvideo/models';

/** Where a worker's jobs ask for permits and hand them back. Each promise resolves when the limiter is sure to hear it. */
export interface PermitDesk {
  acquire(request: PermitRequest): Promise<void>;
  /** Says that a job holds a permit, to a limiter that has forgotten. */
  confirm(request: PermitRequest): Promise<void>;
  /** Hands a permit back, or leaves the queue. Idempotent. */
  release(workflowId: string): Promise<void>;
  /** Where a job stands in the queue; null when it does not wait or nobody can tell. */
  readOutlook(workflowId: string): Promise<QueueEstimate | null>;
  /** Whether a job holds a permit at this moment, by the limiter's own word. */
  isHeld(workflowId: string): Promise<boolean>;
  /** Resolves when everything that was said has been delivered. */
  settle(): Promise<void>;
}
