import type { BatchReport } from './study-report';

/** A batch by its size, for people: `1 job`, `20 jobs`. */
export function toBatchName({ size }: Pick<BatchReport, 'size'>): string {
  return `${size} ${size === 1 ? 'job' : 'jobs'}`;
}
