import { createHash, randomBytes } from 'node:crypto';

const HEX_DIGITS = 12;

/** The id of a batch that is not named: the same for the same text and the same field defaults. */
export function toBatchId(text: string, defaults: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(defaults).sort(([left], [right]) => (left < right ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(fields)).update('\n').update(text).digest('hex');
  return `batch-${digest.slice(0, HEX_DIGITS)}`;
}

/** An id that no batch had before. */
export function createBatchId(): string {
  return `batch-${randomBytes(HEX_DIGITS / 2).toString('hex')}`;
}
