import type { JobResult } from '@genvideo/models';
import type { MockLedgerLine } from '@genvideo/testing';
import type { Evidence } from '../evidence/evidence';
import { linesOf } from './ledger-of-job';
import type { Violation } from './violation';

/** Why the ledger shows that what a cancelled job says of its task is not so; null when it may be. */
function findLie({ cancel_outcome }: JobResult, lines: readonly MockLedgerLine[]): string | null {
  const stopped = lines.filter(({ status }) => status === 'cancelled').length;
  switch (cancel_outcome) {
    case 'cancelled_before_submit':
      return lines.length > 0 ? `the provider has ${lines.length} tasks of it` : null;
    case 'cancelled_at_provider':
      return stopped === 0 ? 'the provider has stopped none of its tasks' : null;
    case 'already_ended':
      return stopped > 0 ? 'the provider has stopped a task of it' : null;
    case 'provider_cannot_cancel':
      return 'the mock can';
    case null:
      return null;
  }
}

/** All jobs have ended, so nothing runs at the provider; and a cancel says of its task what is true. */
export function checkOrphans({ ledger, jobs }: Evidence): Violation[] {
  const running = ledger
    .filter(({ ended_at }) => ended_at === null)
    .map((line) => `${line.idempotency_key ?? line.job_id} is ${line.status}`);
  const lies = jobs.flatMap(({ log, result }) => {
    if (result?.status !== 'cancelled') return [];
    const lie = findLie(result, linesOf(ledger, log.workflow_id));
    return lie === null ? [] : [`${log.workflow_id} says ${result.cancel_outcome ?? 'null'}, and ${lie}`];
  });
  return [...running, ...lies].map((what) => ({ rule: 'orphans', what }));
}
