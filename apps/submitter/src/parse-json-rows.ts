import { findItemLines } from './find-item-lines';
import { isRecord, toJobRow, type JobRow } from './job-row';
import { JobsFileError } from './jobs-file-error';

/** Under which of its keys an object keeps its list of jobs. */
const LIST_KEYS = ['requests', 'jobs'];

const toLine = (text: string, position: number): number => text.slice(0, position).split('\n').length;

const describeSyntaxError = (text: string, error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? message : `${message} (line ${toLine(text, Number(position))})`;
};

const parseJson = (source: string, text: string): unknown => {
  const bare = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(bare);
  } catch (error) {
    throw new JobsFileError(
      source,
      `is not JSON: ${describeSyntaxError(bare, error)}. If it has one JSON object per line, add --format jsonl.`,
      { cause: error },
    );
  }
};

const toItems = (source: string, value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) {
    const list = LIST_KEYS.map((key) => value[key]).find((each) => Array.isArray(each));
    if (Array.isArray(list)) return list;
    if ('prompt' in value) return [value];
  }
  throw new JobsFileError(source, 'holds no jobs. Write an array of jobs, or an object {"jobs": [...]}.');
};

/**
 * Jobs out of JSON: an array, an object that has one as `requests` or `jobs`, or a single job.
 * @throws JobsFileError when it is no JSON or has no jobs in it
 */
export function parseJsonRows(source: string, text: string): JobRow[] {
  const items = toItems(source, parseJson(source, text));
  const lines = findItemLines(text, LIST_KEYS);
  return items.map((item, index) => toJobRow(lines[index] ?? 1, item));
}
