import { randomBytes } from 'node:crypto';

/** A new workflow id: `job-20260131T120059-1a2b3c4d5e`. Later ids sort after earlier ones. */
export function createJobId(at: Date = new Date()): string {
  const second = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `job-${second}-${randomBytes(5).toString('hex')}`;
}
