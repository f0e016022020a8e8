import type { PermitRequest, Stage } from '@genvideo/models';
import { describeWait } from './describe-wait';
import type { ProviderDesk } from './provider-desk';
import type { PermitTelling } from './tell-limiter';

/** What a job tells the limiter of one stage's provider. */
export interface ProviderTelling extends PermitRequest {
  stage: Stage;
  state: PermitTelling['state'];
  /** Whether to look afterwards what it waits for. */
  look: boolean;
}

/** What a job learns when it has told a provider's limiter something. */
export interface ProviderAnswer {
  /** Whether nobody has to wait for the provider. */
  free: boolean;
  /** What the job waits for, for people, when that was asked for. */
  message: string | null;
}

/** Which stages have a provider with a limiter of its own. */
export type ProviderDesks = Record<Stage, ProviderDesk | null>;

/**
 * Says what a job is to a provider's limiter, and looks what it waits for when that is asked for. A provider that no
 * longer has a limiter is free.
 */
export async function tellProvider(
  { stage, state, look, workflow_id, user_id, priority }: ProviderTelling,
  desks: ProviderDesks,
): Promise<ProviderAnswer> {
  const desk = desks[stage];
  if (desk === null) return { free: true, message: null };
  const request = { workflow_id, user_id, priority };
  if (state === 'waiting') await desk.acquire(request);
  if (state === 'holding') await desk.confirm(request);
  if (state === 'done') await desk.release(workflow_id);
  return { free: false, message: look ? describeWait((await desk.look(workflow_id)).health) : null };
}
