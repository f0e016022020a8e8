import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readProcessorSeconds, readTreeSeconds } from './read-processor-seconds';

/** Keeps a processor busy for so many seconds of its time. */
const busy = (seconds: number): string =>
  `const u = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; }; while (u() < ${seconds}) {}`;

describe('readTreeSeconds', () => {
  it('counts a child that has ended as well as one that lives', async () => {
    const parent = spawn(process.execPath, [
      '-e',
      `const { spawnSync, spawn } = require('node:child_process');
       spawnSync(process.execPath, ['-e', ${JSON.stringify(busy(0.5))}]);
       const living = spawn(process.execPath, ['-e', ${JSON.stringify(`${busy(0.5)}; console.log('busy'); setInterval(() => {}, 1e6)`)}]);
       living.stdout.once('data', () => console.log('both'));
       process.once('SIGTERM', () => { living.kill('SIGKILL'); process.exit(); });`,
    ]);
    await once(parent.stdout, 'data');
    const pid = parent.pid ?? 0;

    expect(await readTreeSeconds(pid)).toBeGreaterThanOrEqual(0.95);
    expect(await readProcessorSeconds([pid])).toBeLessThan(await readTreeSeconds(pid));

    parent.kill('SIGTERM');
    await once(parent, 'exit');
  }, 30_000);

  it('is nothing for a process that is gone', async () => {
    expect(await readTreeSeconds(2 ** 30)).toBe(0);
  });
});
