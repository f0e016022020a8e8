/** What one place of a jobs file holds: a job as written there, or what is wrong with it. `line` counts from 1. */
export type JobRow = { line: number; value: Record<string, unknown> } | BadLine;

export interface BadLine {
  line: number;
  problem: string;
}

export function isBadLine(row: JobRow): row is BadLine {
  return 'problem' in row;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A parsed value as a row; anything but an object cannot be a job. */
export function toJobRow(line: number, value: unknown): JobRow {
  if (isRecord(value)) return { line, value };
  return { line, problem: 'is not a job; write an object such as {"prompt": "A lighthouse at dusk"}' };
}
