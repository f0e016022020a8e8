import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What outlives a mock that is killed: a line for everything that somebody else may have to know afterwards. */
export interface Journal {
  /** Written before this returns: a mock may be killed the next moment. */
  note(line: Readonly<Record<string, unknown>>): void;
  /** The lines of those that were killed before. */
  read(): readonly Record<string, unknown>[];
}

const NAME = 'journal.jsonl';

/** Without a folder nothing is kept. */
export function openJournal(folder: string | undefined): Journal {
  if (folder === undefined) return { note: () => undefined, read: () => [] };
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, NAME);
  return {
    note: (line) => appendFileSync(file, `${JSON.stringify(line)}\n`),
    read() {
      if (!existsSync(file)) return [];
      // What stands after the last end of a line was cut off by the kill.
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1).filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
