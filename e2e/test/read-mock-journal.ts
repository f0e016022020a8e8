import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MockLedgerLine } from '@genvideo/testing';

type Line = { event: string; status: string } & Omit<MockLedgerLine, 'status'>;

/**
 * The submissions that mocks took which share a folder for their state, those that were killed too, in order of acceptance.
 * What was under way when one was killed is lost.
 */
export async function readMockJournal(stateDir: string): Promise<MockLedgerLine[]> {
  // Who was never asked for anything has written nothing.
  const text = await readFile(path.join(stateDir, 'journal.jsonl'), 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const ends = new Map(lines.filter(({ event }) => event === 'ended').map((line) => [line.job_id, line]));
  return lines
    .filter(({ event }) => event === 'accepted')
    .map(({ service, job_id, idempotency_key, created_at, prompt, left_out }) => ({
      ...{ service, job_id, idempotency_key, created_at, prompt, left_out },
      status: ends.get(job_id)?.status ?? 'lost',
      ended_at: ends.get(job_id)?.ended_at ?? null,
    }));
}
