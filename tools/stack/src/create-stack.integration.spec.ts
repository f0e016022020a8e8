import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@genvideo/temporal-server';
import { createStack, type Stack } from './create-stack';
import type { ServiceDefinition } from './service-definition';
import { waitUntilReady } from './wait-until-ready';

/** Listens, says its process id, and notes how it ended. */
const SERVER = `
const { appendFileSync } = require('node:fs');
const [port, notes, name] = process.argv.slice(2);
require('node:http').createServer((request, response) => {
  if (request.url === '/crash') process.exit(7);
  response.end(String(process.pid));
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.on('SIGTERM', () => { appendFileSync(notes, name + '\\n'); process.exit(0); });
`;

const BROKEN = `console.log('reading the settings'); console.error('no GPU here'); process.exit(3);`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('createStack', () => {
  let folder: string;
  let stack: Stack;
  const printed: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stack-'));
    await writeFile(path.join(folder, 'server.cjs'), SERVER);
    await writeFile(path.join(folder, 'broken.cjs'), BROKEN);
    printed.length = 0;
    stack = createStack({
      logDir: path.join(folder, 'logs'),
      print: (line) => printed.push(line),
      stopSignal: new AbortController().signal,
    });
  });
  afterEach(async () => {
    await stack.stop();
    await rm(folder, { recursive: true });
  });

  const toService = (name: string, script: string, port: number): ServiceDefinition => ({
    name,
    command: process.execPath,
    args: [path.join(folder, script), String(port), path.join(folder, 'notes'), name],
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    answersAt: [`http://127.0.0.1:${port}/`],
    stopTimeoutMs: 5_000,
  });
  const readPid = async (port: number): Promise<number> =>
    Number(await (await fetch(`http://127.0.0.1:${port}/`)).text());

  it('waits until every program answers and stops the latest first', async () => {
    const [first, second] = [await freePort(), await freePort()];
    stack.start(toService('first', 'server.cjs', first));
    stack.start(toService('second', 'server.cjs', second));
    await stack.untilReady(`http://127.0.0.1:${second}/`);
    const pids = [await readPid(first), await readPid(second)];
    await stack.stop();
    expect(await readFile(path.join(folder, 'notes'), 'utf8')).toBe('second\nfirst\n');
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(await readFile(path.join(folder, 'logs/first.log'), 'utf8')).toBe('listening\n');
  });

  it('fails with the last lines of a program that does not come up, and leaves nothing running', async () => {
    const port = await freePort();
    stack.start(toService('mocks', 'server.cjs', port));
    await waitUntilReady(`http://127.0.0.1:${port}/`, { signal: stack.signal });
    const pid = await readPid(port);
    stack.start(toService('worker', 'broken.cjs', await freePort()));
    await expect(stack.untilReady(`http://127.0.0.1:${port}/`)).rejects.toThrow(
      /The worker has ended \(exit 3\)[^]*no GPU here[^]*worker\.log/,
    );
    await stack.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('starts a program again that crashed once everything was up', async () => {
    const port = await freePort();
    stack.start(toService('api', 'server.cjs', port));
    await stack.untilReady(`http://127.0.0.1:${port}/`);
    stack.keepRunning();
    const before = await readPid(port);
    await fetch(`http://127.0.0.1:${port}/crash`).catch(() => undefined);
    await waitUntilReady(`http://127.0.0.1:${port}/`, { signal: stack.signal });
    expect(await readPid(port)).not.toBe(before);
    expect(printed).toContainEqual('! The api has ended (exit 7) and is started again in 1.0 s.');
    expect(stack.signal.aborted).toBe(false);
  });
});
