import type { PermitRequest, ProviderHealth, ProviderReport } from '@genvideo/models';

/** What a job has at its provider's limiter. */
export interface ProviderPlace {
  /** The number of its permit; null when it stands in line. */
  lease: number | null;
  /** Whether the limiter wants to hear that the provider has taken a task. */
  wantsWord: boolean;
  health: ProviderHealth;
}

/** Where a worker's stages ask for permits for one provider, and say how they found it. */
export interface ProviderDesk {
  /** Asks for a permit, and looks whether there is one at once. One that is held already stays. */
  claim(request: PermitRequest): Promise<ProviderPlace>;
  /** Says that a job has a task at the provider, to a limiter that may have forgotten. */
  confirm(request: PermitRequest): Promise<ProviderPlace>;
  /** Asks for a permit for a job that is told when its turn comes. */
  acquire(request: PermitRequest): Promise<void>;
  report(report: ProviderReport): Promise<void>;
  /** Hands a permit back, or leaves the queue. Idempotent. */
  release(workflowId: string): Promise<void>;
  look(workflowId: string): Promise<ProviderPlace>;
  /** Resolves when everything that was said has been delivered. */
  settle(): Promise<void>;
}
