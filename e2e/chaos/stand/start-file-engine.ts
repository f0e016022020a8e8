import path from 'node:path';
import { freePort, startOwnEngine } from '@genvideo/testing/own-engine';
import type { ChaosEngine } from './chaos-engine';

/** The development server with its database in a file: one process, whatever role is hit. */
export async function startFileEngine(folder: string): Promise<ChaosEngine> {
  const port = await freePort();
  const start = () => startOwnEngine({ dbFile: path.join(folder, 'engine.db'), port, logLevel: 'never' });
  let engine = await start();
  const part = {
    get pid() {
      return engine.pid;
    },
    signal: (signal: NodeJS.Signals) => void process.kill(engine.pid, signal),
    async restart() {
      await engine.stop();
      engine = await start();
    },
  };
  return {
    name: 'development server, its database in a file (one process plays all roles)',
    address: engine.address,
    port,
    partOf: () => ({ name: 'engine', part }),
    database: null,
    stop: () => engine.stop(),
  };
}
