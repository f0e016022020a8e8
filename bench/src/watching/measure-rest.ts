import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startProcess, WORKSPACE_ROOT } from '@genvideo/testing';
import { readMetrics } from './read-metrics';
import type { RestResult } from './watching-result';

const run = promisify(execFile);

const CONNECTIONS = 64;

/** Requests a second; null where there is no wrk. */
async function runWrk(url: string, seconds: number): Promise<number | null> {
  try {
    const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url]);
    const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
    if (refused !== undefined) throw new Error(`${url} refused ${refused} requests of wrk`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Asks the API, then a bare Express route with the same answer, as fast as 64 connections can. */
export async function measureRest(
  url: string,
  workflowId: string,
  seconds: number,
): Promise<RestResult | null> {
  const route = `/workflows/${workflowId}/progress`;
  const answer = await (await fetch(`${url}${route}`)).text();
  const before = await readMetrics(url);
  const progress = await runWrk(`${url}${route}`, seconds);
  const after = await readMetrics(url);
  if (progress === null) return null;
  const bare = await startProcess({
    command: process.execPath,
    args: ['--import', 'tsx', path.join(__dirname, 'bare-main.ts'), answer],
    cwd: WORKSPACE_ROOT,
    readyWhen: 'bare_listening',
  });
  try {
    const port = bare.readyLine.split(' ').at(-1);
    const bareExpress = (await runWrk(`http://127.0.0.1:${port}${route}`, seconds)) ?? 0;
    const describes = ((after.describes - before.describes) * 1_000) / (after.atMs - before.atMs);
    return { progress, bareExpress, describes };
  } finally {
    await bare.stop();
  }
}
