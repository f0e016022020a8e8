import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A database, and the client that asks it. */
export interface SqlTarget {
  /** Path of `psql`. */
  psql: string;
  url: string;
}

/**
 * Runs statements in one session and returns what they say: a line for each row, columns separated by tabs.
 * @throws Error with what PostgreSQL said
 */
export async function runSql({ psql, url }: SqlTarget, statements: string): Promise<string[]> {
  const flags = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--field-separator=\t'];
  const child = spawn(psql, [...flags, '--set=ON_ERROR_STOP=1', url], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined); // it has ended early, and says why
  child.stdin.end(statements);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`psql ended with ${String(code)}: ${said.trim()}`);
  return out.split('\n').filter(Boolean);
}
