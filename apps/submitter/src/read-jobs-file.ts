import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { JobsFileError } from './jobs-file-error';

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Some 100,000 long prompts; more belongs into several files. */
const MAX_BYTES = 64 * 1024 * 1024;

const TOO_LARGE = `is larger than ${MAX_BYTES / 1024 / 1024} MiB. Split it into several files.`;

export interface JobsText {
  /** The file as messages name it. */
  source: string;
  text: string;
}

/** PowerShell writes UTF-16 with a byte order mark; everything else is UTF-8. */
const toText = (source: string, bytes: Buffer): string => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, together with text that holds zero bytes.
  }
  throw new JobsFileError(source, 'is not a text file. Give a CSV, JSON or JSONL file of prompts.');
};

const readStandardInput = async (input: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > MAX_BYTES) throw new JobsFileError('Standard input', TOO_LARGE);
  }
  return Buffer.concat(chunks);
};

/** The first of the folders that has the file; the first folder when none does. */
const resolveFile = (file: string, folders: readonly string[]): string => {
  const candidates = folders.map((folder) => path.resolve(folder, file));
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0] ?? file;
};

const readRegularFile = async (file: string, resolved: string): Promise<Buffer> => {
  const stats = await stat(resolved).catch(() => null);
  if (stats === null) throw new JobsFileError(file, `does not exist (looked for ${resolved}).`);
  if (stats.isDirectory()) throw new JobsFileError(file, 'is a folder. Name a file of prompts in it.');
  if (stats.size > MAX_BYTES) throw new JobsFileError(file, TOO_LARGE);
  return readFile(resolved).catch((error: unknown) => {
    throw new JobsFileError(
      file,
      `cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      {
        cause: error,
      },
    );
  });
};

/**
 * Reads a file of jobs, or standard input when it is called `-`.
 * @param folders where a relative name is looked for, in this order
 * @throws JobsFileError when it is missing, empty, too large or no text
 */
export async function readJobsFile(
  file: string,
  { folders, standardInput }: { folders: readonly string[]; standardInput: Readable },
): Promise<JobsText> {
  const fromInput = file === STANDARD_INPUT;
  const source = fromInput ? 'Standard input' : file;
  const bytes = fromInput
    ? await readStandardInput(standardInput)
    : await readRegularFile(file, resolveFile(file, folders));
  const text = toText(source, bytes);
  if (text.trim() === '')
    throw new JobsFileError(source, 'is empty. Write one prompt per line, or CSV, JSON or JSONL.');
  return { source, text };
}
