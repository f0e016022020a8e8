import { GenerationError } from '../generation-error';
import type { GenerationProvider, TaskLookup } from '../providers/provider-port';
import { tryPatiently } from '../try-patiently';

/** How long to wait before each further look-up, in milliseconds. */
const PAUSES_MS = [250, 500, 1_000];

const isBroken = (error: unknown): boolean =>
  error instanceof GenerationError && error.type === 'ContractViolation';

/**
 * Looks for the task of a submission. An answer that breaks the protocol is mostly that of somebody in between, and gone
 * in a moment: a job does not end for it, let alone one that may have been paid for.
 */
export const findPatiently = (
  provider: Pick<GenerationProvider<never>, 'find'>,
  submissionId: string,
  signal: AbortSignal,
): Promise<TaskLookup> =>
  tryPatiently(() => provider.find(submissionId, signal), {
    ...{ pausesMs: PAUSES_MS, mayPass: isBroken, signal },
  });
