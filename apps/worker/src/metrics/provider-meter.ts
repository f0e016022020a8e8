import type { GenerationProvider } from '@genvideo/activities';
import { GenerationError } from '@genvideo/activities';
import { Counter, Histogram, type Registry } from 'prom-client';
import { FAILURE_LABELS, toFailureLabel } from './failure-label';

/** Counts what is asked of providers. */
export interface ProviderMeter {
  /** The same provider, counted. */
  measure<Task>(provider: GenerationProvider<Task>): GenerationProvider<Task>;
}

type Operation = 'submit' | 'find' | 'look' | 'cancel';

/** A submission may take as long as the provider's time limit, 30 s. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Nobody waits for the answer any more, which says nothing about the provider. A time limit says something. */
const isGivenUp = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && (reason as { name?: unknown } | undefined)?.name !== 'TimeoutError';

/** Counts in a registry. */
export function createProviderMeter(registry: Registry): ProviderMeter {
  const durations = new Histogram({
    name: 'genvideo_provider_call_duration_seconds',
    help: 'How long calls to a provider took, failed ones included; its count is that of all calls.',
    labelNames: ['provider', 'operation'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const errors = new Counter({
    name: 'genvideo_provider_errors_total',
    help: 'Calls to a provider that failed, by the type of the failure; calls that were given up do not count.',
    labelNames: ['provider', 'failure'],
    registers: [registry],
  });

  async function timed<Answer>(
    { provider, operation }: { provider: string; operation: Operation },
    signal: AbortSignal,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const stopTimer = durations.startTimer({ provider, operation });
    try {
      return await call();
    } catch (error) {
      const failure = toFailureLabel(error instanceof GenerationError ? error.type : null);
      if (!isGivenUp(signal)) errors.inc({ provider, failure });
      throw error;
    } finally {
      stopTimer();
    }
  }

  return {
    measure(provider) {
      for (const failure of FAILURE_LABELS) errors.inc({ provider: provider.name, failure }, 0);
      const at = (operation: Operation) => ({ provider: provider.name, operation });
      return {
        ...provider,
        submit: (task, options) => timed(at('submit'), options.signal, () => provider.submit(task, options)),
        find: (submissionId, signal) => timed(at('find'), signal, () => provider.find(submissionId, signal)),
        look: (taskId, signal) => timed(at('look'), signal, () => provider.look(taskId, signal)),
        cancel: (taskId, signal) => timed(at('cancel'), signal, () => provider.cancel(taskId, signal)),
      };
    },
  };
}
