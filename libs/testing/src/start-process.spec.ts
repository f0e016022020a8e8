import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually';
import { withResources } from './resource-stack';
import { startProcess, type ProcessOptions } from './start-process';

const node = (code: string, more: Partial<ProcessOptions> = {}): ProcessOptions => ({
  command: process.execPath,
  args: ['-e', code],
  ...more,
});
const FOREVER = 'setInterval(() => {}, 1000);';

/** A dead process stays in the table until its parent has taken note; in a container that may be never. */
const isZombie = (pid: number): boolean => {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const isGone = (pid: number): boolean => {
  try {
    return !process.kill(pid, 0) || isZombie(pid);
  } catch {
    return true;
  }
};

describe('startProcess', () => {
  it('is ready at the line, keeps the output, and stops by SIGTERM', async () => {
    const code = `process.on('SIGTERM', () => { console.log('bye'); process.exit(4); });
      console.error(process.env.GREETING); console.log('ready on 7'); ${FOREVER}`;
    const child = await startProcess(node(code, { env: { GREETING: 'hello' }, readyWhen: /ready on \d/ }));
    expect(child.readyLine).toBe('ready on 7');
    await expect(child.waitForLine('hello')).resolves.toBe('hello');
    await child.stop();
    await child.stop();
    await expect(child.exited).resolves.toEqual({ exitCode: 4, signal: null });
    expect(child.stdout).toEqual(['ready on 7', 'bye']);
    expect(child.stderr).toEqual(['hello']);
  });

  it('kills the whole group', () =>
    withResources(async (resources) => {
      const code = `const c = require('child_process').spawn('sleep', ['60']); console.log(String(c.pid)); ${FOREVER}`;
      const child = resources.add(await startProcess(node(code, { readyWhen: /^\d+$/ })));
      child.kill('SIGKILL');
      await expect(child.exited).resolves.toEqual({ exitCode: null, signal: 'SIGKILL' });
      await eventually(() => isGone(Number(child.readyLine)), { what: 'the grandchild to be gone' });
    }));

  it('kills what ignores SIGTERM', async () => {
    const code = `process.on('SIGTERM', () => {}); console.log('up'); ${FOREVER}`;
    const child = await startProcess(node(code, { readyWhen: 'up', stopTimeoutMs: 100 }));
    await child.stop();
    await expect(child.exited).resolves.toEqual({ exitCode: null, signal: 'SIGKILL' });
  });

  it('fails with the last lines when it ends before it is ready, or takes too long', async () => {
    const early = node(`console.error('no such table'); process.exit(2)`, { readyWhen: 'ready' });
    await expect(startProcess(early)).rejects.toThrow(/ended \(exit 2\) before ready[^]*no such table/);
    const late = node(FOREVER, { readyWhen: 'ready', readyTimeoutMs: 300 });
    await expect(startProcess(late)).rejects.toThrow(/had 300 ms before ready/);
    const missing = { command: '/no/such/program', args: [], readyWhen: 'ready' };
    await expect(startProcess(missing)).rejects.toThrow(/ended \(exit 127\) before ready/);
  });

  it('leaves no process behind when its parent is killed', async () => {
    const script = path.join(__dirname, '..', 'test', 'start-sleeper.ts');
    const args = ['--conditions=@genvideo/source', '--import', 'tsx', script];
    const parent = spawn(process.execPath, args, { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(isGone(pid)).toBe(false);
    parent.kill('SIGKILL');
    await eventually(() => isGone(pid), { what: 'the child to be gone' });
  });
});
