import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WORKSPACE_ROOT } from './workspace-root';

export interface TestEngine {
  /** `127.0.0.1:port`. */
  address: string;
  /** Resolves when the engine is gone. */
  stop: () => Promise<void>;
}

/**
 * Starts an engine in memory that ends with this process, however this one ends. In a process of its own, because Jest
 * loads a global setup by Node's resolution, which would take workspace packages from dist.
 */
export async function startTestEngine(): Promise<TestEngine> {
  const main = path.join(__dirname, 'main.ts');
  const child = spawn(process.execPath, ['--conditions=@genvideo/source', '--import', 'tsx', main], {
    cwd: WORKSPACE_ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => {
      throw new Error('The engine for the tests did not start; the lines above say why.');
    }),
  ])) as [string];
  const { address } = JSON.parse(line) as { address: string };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { address, stop };
}
