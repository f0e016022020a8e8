import type { Stage } from '@genvideo/models';
import type { GenerationProvider } from '../providers/provider-port';
import type { StorePatientlyDependencies } from './store-patiently';

/** How long a provider is waited for that is asked where a file is, in milliseconds. */
const ASK_LIMIT_MS = 10_000;

/** Asks providers where the files of a task are now. One that does not know the task any more, or gives no answer, says nothing. */
export function createUrlReader(
  providers: Record<Stage, Pick<GenerationProvider<never>, 'look'>>,
): StorePatientlyDependencies['readUrls'] {
  return async ({ stage, taskId }, signal) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ASK_LIMIT_MS)]);
    const state = await providers[stage].look(taskId, limit).catch(() => null);
    return state?.status === 'completed' ? state.output.urls : null;
  };
}
