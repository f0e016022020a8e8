import { toJobRow, type JobRow } from './job-row';
import { JobsFileError } from './jobs-file-error';

const toFilledLines = (text: string): { line: number; content: string }[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');

const parseJsonLine = (line: number, content: string): JobRow => {
  try {
    return toJobRow(line, JSON.parse(content));
  } catch {
    return { line, problem: 'is not JSON; write one whole object per line' };
  }
};

/**
 * Jobs out of JSONL: one object per line; empty lines do not count.
 * @throws JobsFileError when not a single line is JSON
 */
export function parseJsonLines(source: string, text: string): JobRow[] {
  const rows = toFilledLines(text).map(({ line, content }) => parseJsonLine(line, content));
  if (rows.every((row) => 'problem' in row && row.problem.startsWith('is not JSON')))
    throw new JobsFileError(
      source,
      'is not JSONL: not one of its lines is a JSON object. Is --format right?',
    );
  return rows;
}

/** Jobs out of plain text: each line that is not empty is a prompt. */
export function parseTextLines(text: string): JobRow[] {
  return toFilledLines(text).map(({ line, content }) => ({ line, value: { prompt: content } }));
}
