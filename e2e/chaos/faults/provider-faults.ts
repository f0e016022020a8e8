import type { MockFaults } from '@genvideo/testing';
import type { ProviderTrouble } from '../schedule/chaos-event';

/** The rates of the mock that make up each trouble; no two troubles share one. */
const RATES: Record<ProviderTrouble, readonly string[]> = {
  server_errors: ['submit_error_rate', 'status_error_rate'],
  dropped_connections: ['drop_before_accept_rate', 'drop_after_accept_rate', 'status_drop_rate'],
  failed_tasks: ['failure_rate'],
  lost_tasks: ['lose_task_rate'],
  callbacks_lost: ['callback_lost_rate'],
  callbacks_late: ['callback_late_rate'],
  callbacks_early: ['callback_early_rate'],
  callbacks_repeated: ['callback_repeat_rate'],
};

/** What the mock is told for a trouble; a rate of 0 ends it. */
export function toMockFaults(trouble: ProviderTrouble, rate: number): MockFaults {
  return Object.fromEntries(RATES[trouble].map((name) => [name, rate]));
}
