import type { Stage } from '@genvideo/models';
import { toKlingExternalId } from '@genvideo/models/wire';
import type { JobTrace } from './job-trace';
import type { ProviderAccount } from './provider-count';

/** What one try took at its provider, in seconds. */
export interface TaskSeconds {
  workflow_id: string;
  stage: Stage;
  seconds: number;
}

/**
 * What tries took at their providers: by the provider's ledger, or by what the workers saw where there is none. Proxies know a
 * try by its submission id, ComfyUI and Kling by the UUID that is made of it.
 */
export function toTaskSeconds(traces: readonly JobTrace[], provider: ProviderAccount | null): TaskSeconds[] {
  const ledger = new Map(
    (provider?.tasks ?? []).map(({ idempotency_key, created_at, ended_at }) => [
      idempotency_key,
      ended_at === null ? null : (Date.parse(ended_at) - Date.parse(created_at)) / 1_000,
    ]),
  );
  return traces.flatMap(({ workflow_id, tries }) =>
    tries.flatMap(({ submission_id, stage, startedAt, endedAt }) => {
      const seen = endedAt === null ? null : Math.max(0, endedAt - startedAt) / 1_000;
      const known = ledger.get(submission_id) ?? ledger.get(toKlingExternalId(submission_id)) ?? null;
      const seconds = provider === null ? seen : known;
      return seconds === null ? [] : [{ workflow_id, stage, seconds }];
    }),
  );
}

/** The seconds asked for, by stage; null where the provider takes what it takes. */
export type AskedSeconds = Readonly<Record<Stage, number | null>>;

/** What each job takes where nothing is lost, in seconds, in the order of the traces. */
export function toJobSeconds(
  traces: readonly JobTrace[],
  tasks: readonly TaskSeconds[],
  asked: AskedSeconds,
): number[] {
  return traces.map(({ workflow_id }) =>
    tasks
      .filter((task) => task.workflow_id === workflow_id)
      .reduce((sum, { stage, seconds }) => sum + Math.min(seconds, asked[stage] ?? Infinity), 0),
  );
}
