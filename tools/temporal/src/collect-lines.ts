import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { GuardedChild } from './spawn-guarded';

const LAST_LINES = 15;

export interface LineTarget {
  /** Gets every line, appended. */
  logFile?: string;
  /** Put in front of each line in the log file. */
  prefix?: string;
  onLine?: (line: string) => void;
}

/** Keeps the last lines of a child's output, up to date as long as the child prints. */
export function collectLines(
  child: GuardedChild,
  { logFile, prefix = '', onLine }: LineTarget = {},
): readonly string[] {
  const lines: string[] = [];
  const log: WriteStream | null = logFile === undefined ? null : createWriteStream(logFile, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      lines.splice(0, lines.length - LAST_LINES);
      onLine?.(line);
      log?.write(`${prefix}${line}\n`);
    });
  }
  child.once('close', () => log?.end());
  return lines;
}
