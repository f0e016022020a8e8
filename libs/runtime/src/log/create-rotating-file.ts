import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LineSink } from './line-sink';
import { writeWholly } from './write-wholly';

export interface RotatingFileOptions {
  filePath: string;
  /** How large it may grow, in bytes. */
  maxBytes: number;
  /** How many of its predecessors are kept: `name.1` is the latest of them. */
  kept: number;
}

interface OpenFile {
  fd: number;
  inode: number;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const renameIfThere = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
};

/** Makes room at the name of the file: each predecessor goes one back, and the oldest out. */
const moveBack = ({ filePath, kept }: RotatingFileOptions): void => {
  for (let age = kept - 1; age >= 1; age -= 1) renameIfThere(`${filePath}.${age}`, `${filePath}.${age + 1}`);
  renameIfThere(filePath, `${filePath}.1`);
};

const open = ({ filePath }: RotatingFileOptions): OpenFile => {
  mkdirSync(path.dirname(filePath), { recursive: true });
  const fd = openSync(filePath, 'a');
  return { fd, inode: fstatSync(fd).ino };
};

/** What is at the name now; another program may have moved the file away, or begun another. */
const look = ({ filePath }: RotatingFileOptions): { inode: number; bytes: number } | null => {
  try {
    const { ino, size } = statSync(filePath);
    return { inode: ino, bytes: size };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/**
 * A file that moves itself aside when it is full. Programs may share it: each looks where the name leads before it
 * writes, and whoever comes first moves it. A file that cannot be moved is written on.
 * @throws Error of the file system, at once when the file cannot be opened, later for each line that is not written
 */
export function createRotatingFile(options: RotatingFileOptions): LineSink {
  let file = open(options);

  const reopen = (): void => {
    const next = open(options);
    closeSync(file.fd);
    file = next;
  };

  const rotate = (): void => {
    try {
      moveBack(options);
    } catch {
      // Rather a file that is too large than lines that are lost.
      return;
    }
    reopen();
  };

  return {
    write(line) {
      const now = look(options);
      if (now?.inode !== file.inode) reopen();
      else if (now.bytes > 0 && now.bytes + Buffer.byteLength(line) > options.maxBytes) rotate();
      writeWholly(file.fd, line, 0);
    },
  };
}
