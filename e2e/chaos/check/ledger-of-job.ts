import type { Stage } from '@genvideo/models';
import type { MockLedgerLine } from '@genvideo/testing';

/** Which job, stage and try a line of the provider's ledger is for; null when it is for none of ours. */
export function parseKey(
  line: MockLedgerLine,
): { workflow_id: string; stage: Stage; attempt: number } | null {
  const [, workflow_id, stage, attempt] =
    /^(.+)\/(image|video)\/(\d+)$/.exec(line.idempotency_key ?? '') ?? [];
  if (workflow_id === undefined || stage === undefined) return null;
  return { workflow_id, stage: stage as Stage, attempt: Number(attempt) };
}

/** The lines of a job, or of a stage of it, in the order in which the provider took them. */
export function linesOf(
  ledger: readonly MockLedgerLine[],
  workflowId: string,
  stage?: Stage,
): MockLedgerLine[] {
  return ledger.filter((line) => {
    const key = parseKey(line);
    return key?.workflow_id === workflowId && (stage === undefined || key.stage === stage);
  });
}
