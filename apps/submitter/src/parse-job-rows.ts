import type { JobRow } from './job-row';
import { JobsFileError } from './jobs-file-error';
import type { JobsFormat } from './jobs-format';
import { parseCsvRows } from './parse-csv-rows';
import { parseJsonRows } from './parse-json-rows';
import { parseJsonLines, parseTextLines } from './parse-line-rows';
import type { JobsText } from './read-jobs-file';

const parseRows = ({ source, text }: JobsText, format: JobsFormat): JobRow[] => {
  switch (format) {
    case 'csv':
      return parseCsvRows(source, text);
    case 'json':
      return parseJsonRows(source, text);
    case 'jsonl':
      return parseJsonLines(source, text);
    case 'text':
      return parseTextLines(text);
  }
};

/**
 * The jobs of a file in the order they stand there, bad ones among them.
 * @throws JobsFileError when the file as a whole cannot be used
 */
export function parseJobRows(file: JobsText, format: JobsFormat): JobRow[] {
  const rows = parseRows(file, format);
  if (rows.length === 0) throw new JobsFileError(file.source, 'holds no jobs.');
  return rows;
}
