import type { MockServices } from '@genvideo/testing';

/**
 * When a provider accepted a submission and when its task ended, in milliseconds of the Unix epoch, by submission id.
 */
export type LedgerTimes = ReadonlyMap<string, { accepted: number; ended: number }>;

/** Reads both services' ledgers. */
export async function readLedger(mock: Pick<MockServices, 'ledger'>): Promise<LedgerTimes> {
  const lines = (await Promise.all([mock.ledger('image'), mock.ledger('video')])).flat();
  return new Map(
    lines.map(({ idempotency_key, created_at, ended_at }) => [
      idempotency_key ?? '',
      { accepted: Date.parse(created_at), ended: Date.parse(ended_at ?? '') },
    ]),
  );
}
