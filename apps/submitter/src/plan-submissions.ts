import type { JobInput } from '@genvideo/models';
import { InvalidInputError, parseJobInput } from '@genvideo/models/schemas';
import { isBadLine, type BadLine, type JobRow } from './job-row';

/** One job to submit. Its id is its place in the batch, so that the same file again finds it. */
export interface PlannedJob {
  id: string;
  /** The line of the file, counted from 1. */
  line: number;
  job: JobInput;
}

export interface SubmissionPlan {
  batchId: string;
  jobs: readonly PlannedJob[];
  badLines: readonly BadLine[];
}

export interface PlanOptions {
  batchId: string;
  /** Fields for rows that leave them out. */
  defaults: Readonly<Record<string, unknown>>;
  /** How many jobs: the file's are repeated, or only its first taken. Null for each once. */
  count: number | null;
}

interface ValidRow {
  number: number;
  line: number;
  job: JobInput;
}

const toJobId = (batchId: string, number: number, repeat: number): string => {
  const id = `${batchId}-${String(number).padStart(4, '0')}`;
  return repeat === 1 ? id : `${id}-r${repeat}`;
};

const parseRow = (row: JobRow, defaults: PlanOptions['defaults']): JobInput | BadLine => {
  if (isBadLine(row)) return row;
  try {
    const given = Object.entries(row.value).filter(([, field]) => field !== null && field !== undefined);
    return parseJobInput({ ...defaults, ...Object.fromEntries(given) }, { unknownFields: 'refuse' });
  } catch (error) {
    if (error instanceof InvalidInputError) return { line: row.line, problem: error.message };
    throw error;
  }
};

const sortRows = (rows: readonly JobRow[], defaults: PlanOptions['defaults']) => {
  const valid: ValidRow[] = [];
  const badLines: BadLine[] = [];
  const lineOfId = new Map<string, number>();
  rows.forEach((row, index) => {
    const job = parseRow(row, defaults);
    const earlier = 'problem' in job || job.request_id === null ? undefined : lineOfId.get(job.request_id);
    if ('problem' in job) badLines.push(job);
    else if (earlier !== undefined)
      badLines.push({ line: row.line, problem: `has the request_id of line ${earlier}` });
    else {
      if (job.request_id !== null) lineOfId.set(job.request_id, row.line);
      valid.push({ number: index + 1, line: row.line, job });
    }
  });
  return { valid, badLines };
};

/** What to submit, and what of the file cannot be: a pure function, so that the same file gives the same ids. */
export function planSubmissions(
  rows: readonly JobRow[],
  { batchId, defaults, count }: PlanOptions,
): SubmissionPlan {
  const { valid, badLines } = sortRows(rows, defaults);
  const length = valid.length === 0 ? 0 : (count ?? valid.length);
  const jobs = Array.from({ length }, (_, index) => {
    const { number, line, job } = valid[index % valid.length] as ValidRow;
    const repeat = Math.floor(index / valid.length) + 1;
    const id = repeat === 1 && job.request_id !== null ? job.request_id : toJobId(batchId, number, repeat);
    return { id, line, job: { ...job, request_id: id } };
  });
  return { batchId, jobs, badLines };
}
