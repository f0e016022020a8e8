import { TEXTS } from '../texts';
import { parseCells } from './parse-cells';
import { findLeftOut, toBatchItem, type BatchItem, type Fields } from './to-batch-item';

const { file: texts } = TEXTS;

/** What a file holds: items that can be handed in, and lines that cannot be used. Lines count from 1. */
export interface JobsFile {
  items: readonly BatchItem[];
  bad: readonly { line: number; problem: string }[];
  /** The names of fields that batches do not know, and that were left out. */
  leftOut: readonly string[];
}

interface Place {
  line: number;
  read: () => Fields;
}

const NUMBERS: readonly string[] = ['width', 'height', 'duration', 'priority', 'fps', 'num_images'];

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toRecord = (value: unknown): Fields => {
  if (isRecord(value)) return value;
  throw new SyntaxError(texts.notJson);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(texts.notJson);
  }
};

const toCell = (name: string, cell: string): unknown => {
  if (name === 'metadata') return toRecord(parseJson(cell));
  if (!NUMBERS.includes(name)) return cell;
  const value = Number(cell);
  if (Number.isNaN(value)) throw new SyntaxError(texts.notNumber(name, cell));
  return value;
};

const toTable = (text: string): Place[] => {
  const [header, ...lines] = parseCells(text);
  const names = (header?.cells ?? []).map((cell) => cell.toLowerCase().replaceAll(/[ -]/g, '_'));
  if (!names.includes('prompt')) throw new SyntaxError(texts.noColumn);
  return lines.map(({ line, cells }) => ({
    line,
    read: () =>
      Object.fromEntries(
        names.flatMap((name, index) => {
          const cell = cells[index] ?? '';
          return cell === '' ? [] : [[name, toCell(name, cell)]];
        }),
      ),
  }));
};

const toLines = (text: string): Place[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '')
    .map(({ line, content }) => ({ line, read: () => toRecord(parseJson(content)) }));

/** A list of jobs, or a batch with its requests. */
const toList = (text: string): Place[] | null => {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const list = isRecord(value) && Array.isArray(value['requests']) ? (value['requests'] as unknown[]) : value;
  if (!Array.isArray(list)) return null;
  return list.map((item, index) => ({ line: index + 1, read: () => toRecord(item) }));
};

const toPlaces = (name: string, text: string): Place[] => {
  const start = text
    .trimStart()
    .replace(/^\uFEFF/, '')
    .charAt(0);
  if (start === '[' || /\.json$/i.test(name)) return toList(text) ?? toLines(text);
  return start === '{' ? toLines(text) : toTable(text);
};

/**
 * The items of a file, whose format is told by what it holds: CSV with a line of names, one JSON object a line, or one
 * list in JSON.
 * @throws SyntaxError when the file as a whole cannot be used
 */
export function parseJobsFile({ name, text }: { name: string; text: string }, userName: string): JobsFile {
  if (text.includes('\0')) throw new SyntaxError(texts.notText);
  const items: BatchItem[] = [];
  const bad: { line: number; problem: string }[] = [];
  const leftOut = new Set<string>();
  for (const { line, read } of toPlaces(name, text)) {
    try {
      const fields = read();
      items.push(toBatchItem(fields, userName));
      for (const name of findLeftOut(fields)) leftOut.add(name);
    } catch (error) {
      bad.push({ line, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  if (items.length + bad.length === 0) throw new SyntaxError(texts.empty);
  return { items, bad, leftOut: [...leftOut] };
}
