import { readFileSync } from 'node:fs';

/**
 * PostgreSQL's processes below its first one. They lead groups of their own, so a signal to the first one's group misses them.
 * Empty where there is no /proc (they then end by themselves, a moment after the first one).
 */
export function listChildren(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.map(Number).filter(isPostgres);
  } catch {
    return [];
  }
}

/** The guard is a child of it, too, and has to stay. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}
