import { parse, type CsvError } from 'csv-parse/sync';
import { isRecord, type BadLine, type JobRow } from './job-row';
import { JobsFileError } from './jobs-file-error';

const NUMBERS: readonly string[] = ['width', 'height', 'duration', 'priority'];

/** The columns a file may have: the fields of `JobInput`. */
const COLUMNS: readonly string[] = [
  'prompt',
  'style',
  'job_type',
  ...NUMBERS,
  'user_id',
  'metadata',
  'image_url',
  'webhook_url',
  'request_id',
];

const DELIMITERS = [',', ';', '\t'];

const toColumnName = (cell: string): string => cell.trim().toLowerCase().replaceAll(/[ -]/g, '_');

/** The first line's names, and the delimiter between them: spreadsheets of some countries write semicolons or tabs. */
export function splitHeader(text: string): { delimiter: string; names: string[] } {
  const line =
    text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split(/\r?\n/, 1)[0] ?? '';
  const split = (delimiter: string): string[] =>
    line.split(delimiter).map((cell) => toColumnName(cell.replaceAll('"', '')));
  const delimiter = DELIMITERS.reduce((best, each) =>
    split(each).length > split(best).length ? each : best,
  );
  return { delimiter, names: split(delimiter) };
}

const checkHeader = (source: string, names: readonly string[]): void => {
  if (!names.includes('prompt'))
    throw new JobsFileError(
      source,
      'has no column "prompt" in its first line. Name the columns there, for example: prompt,style,duration',
    );
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0)
    throw new JobsFileError(
      source,
      `has columns that mean nothing here: ${unknown.map((name) => `"${name}"`).join(', ')}. Columns may be ${COLUMNS.join(', ')}.`,
    );
};

const toNumberCell = (name: string, cell: string): number => {
  const value = Number(cell);
  if (Number.isNaN(value)) throw new SyntaxError(`${name} must be a number, not "${cell}"`);
  return value;
};

const toMetadataCell = (cell: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(cell);
    if (isRecord(value)) return value;
  } catch {
    // Told below.
  }
  throw new SyntaxError('metadata must be a JSON object, such as {"campaign": "spring"}');
};

const toCell = (name: string, cell: string): unknown => {
  if (NUMBERS.includes(name)) return toNumberCell(name, cell);
  return name === 'metadata' ? toMetadataCell(cell) : cell;
};

const toRow = (line: number, record: Record<string, string>): JobRow => {
  try {
    const filled = Object.entries(record).filter(([, cell]) => cell !== '');
    return { line, value: Object.fromEntries(filled.map(([name, cell]) => [name, toCell(name, cell)])) };
  } catch (error) {
    if (error instanceof SyntaxError) return { line, problem: error.message };
    throw error;
  }
};

const toProblem = ({ code, lines }: CsvError & { lines?: number }): BadLine => ({
  line: lines ?? 0,
  problem:
    code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
      ? 'has more or fewer cells than the first line; put double quotes around text that holds the separator'
      : 'has double quotes that do not match; write "" for one inside a quoted text',
});

interface ParsedRecord {
  record: Record<string, string>;
  info: { lines: number };
  raw: string;
}

/** The parser counts to a record's last line; people look at its first. */
const toFirstLine = ({ info, raw }: ParsedRecord): number =>
  info.lines - raw.trim().split(/\r\n|\r|\n/).length + 1;

/**
 * Jobs out of CSV. The first line names the columns; numbers and metadata are converted, empty cells count as left out.
 * @throws JobsFileError when the first line cannot be the one of a file of jobs
 */
export function parseCsvRows(source: string, text: string): JobRow[] {
  const { delimiter, names } = splitHeader(text);
  checkHeader(source, names);
  const bad: JobRow[] = [];
  // The parser counts a line end of two characters inside quotes twice, and no prompt may hold a carriage return.
  const records: unknown = parse(text.replaceAll(/\r\n?/g, '\n'), {
    bom: true,
    columns: (header: string[]) => header.map(toColumnName),
    delimiter,
    info: true,
    raw: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      if (error) bad.push(toProblem(error));
      return undefined;
    },
  });
  const good = (records as ParsedRecord[]).map((parsed) => toRow(toFirstLine(parsed), parsed.record));
  return [...good, ...bad].sort((left, right) => left.line - right.line);
}
