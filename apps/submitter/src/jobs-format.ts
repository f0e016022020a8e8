import path from 'node:path';
import { splitHeader } from './parse-csv-rows';

/** How a file writes its jobs: `text` is one prompt per line. */
export const JOBS_FORMATS = ['csv', 'json', 'jsonl', 'text'] as const;
export type JobsFormat = (typeof JOBS_FORMATS)[number];

const BY_EXTENSION: Record<string, JobsFormat> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.txt': 'text',
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const sniff = (text: string): JobsFormat => {
  const start = text.trimStart();
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return isJson(text) ? 'json' : 'jsonl';
  return splitHeader(text).names.includes('prompt') ? 'csv' : 'text';
};

/** The format of a file, by its name, else by what it holds. */
export function toJobsFormat(file: string, text: string): JobsFormat {
  return BY_EXTENSION[path.extname(file).toLowerCase()] ?? sniff(text);
}
