import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, spawnGuarded } from '@genvideo/temporal-server';
import type { ServiceDefinition } from './service-definition';

const LAST_LINES = 12;

/** How a child ended, with what it printed last. */
export interface ChildEnd {
  /** `exit 1` or `SIGKILL`. */
  how: string;
  lastLines: readonly string[];
}

/** A running program of the stack. It does not outlive this process, however this process ends. */
export interface Child {
  name: string;
  pid: number;
  logFile: string;
  /** Settles when the process is gone and its output read; never rejects. */
  ended: Promise<ChildEnd>;
  /** Asks it to end and resolves when it is gone; kills what takes too long. Can be called again. */
  stop(): Promise<void>;
}

/** Starts a program whose output goes to `<logDir>/<name>.log`, appended. */
export function startChild(service: ServiceDefinition, { logDir }: { logDir: string }): Child {
  const { name, command, args, cwd, env, stopTimeoutMs } = service;
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  const lastLines: string[] = [];
  const child = spawnGuarded({ command, args, cwd, env });
  const note = (line: string): void => {
    lastLines.push(line);
    lastLines.splice(0, lastLines.length - LAST_LINES);
    log.write(`${line}\n`);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', note);
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error) => note(error.message));
    child.once('close', (code, signal) => {
      log.end(() => resolve({ how: signal ?? `exit ${String(code)}`, lastLines }));
    });
  });
  return {
    name,
    pid: child.pid ?? 0,
    logFile,
    ended,
    async stop() {
      await endChild(child, 'SIGTERM', stopTimeoutMs);
      await ended;
    },
  };
}
