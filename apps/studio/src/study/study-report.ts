/** How often something took how long, in seconds. */
export interface Spread {
  p50: number;
  p95: number;
  max: number;
}

export interface Verdict {
  id: string;
  status: string;
  detail: string;
}

/** What is shown of one batch of a study. */
export interface StudyBatch {
  size: number;
  makespan_seconds: number;
  ideal_seconds: number;
  success_rate: number;
  retries: number;
  total: Spread | null;
  highest: { engine: number | null; provider: number | null };
  provider: { submissions: number } | null;
}

/** What is shown of a report that `submitter study` wrote. */
export interface StudyReport {
  id: string;
  started_at: string;
  command: string;
  machine: { cpu: string; cpus: number; memory_gib: number };
  settings: { limit: number };
  verdicts: readonly Verdict[];
  batches: readonly StudyBatch[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const hasParts = (value: Record<string, unknown>): boolean =>
  Array.isArray(value['batches']) &&
  Array.isArray(value['verdicts']) &&
  isRecord(value['machine']) &&
  isRecord(value['settings']) &&
  value['batches'].every((batch) => isRecord(batch) && isRecord(batch['highest']));

/** A report out of the text of its file; null when it is none. */
export function parseStudyReport(text: string): StudyReport | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || value['report'] !== 'genvideo-study' || !hasParts(value)) return null;
  return value as unknown as StudyReport;
}
