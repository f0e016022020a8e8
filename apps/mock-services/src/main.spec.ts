import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const execArgv = ['--conditions=@genvideo/source', '--import', 'tsx'];
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(path.join(tmpdir(), 'mock-main-spec-'));
});
afterEach(() => {
  rmSync(temp, { recursive: true, force: true });
});

function start(...argv: string[]): ChildProcess {
  const env = { PATH: process.env['PATH'], TMPDIR: temp };
  return fork(path.join(__dirname, 'main.ts'), argv, { execArgv, silent: true, env });
}

describe('main', () => {
  it('says where it listens, stops at SIGTERM and leaves no files', async () => {
    const child = start('--image-port', '0', '--video-port', '0');
    const output = text(child.stdout!);
    const [message] = (await once(child, 'message')) as [{ event: string; image: string; video: string }];
    expect(message.event).toBe('listening');
    expect((await fetch(`${message.image}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const lines = (await output)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { event: 'mock_listening', service: 'image', url: message.image },
      { event: 'mock_listening', service: 'video', url: message.video },
      { event: 'mock_stopping', signal: 'SIGTERM' },
    ]);
    expect(existsSync(temp) && readdirSync(temp).filter((name) => name.startsWith('genvideo-mock'))).toEqual(
      [],
    );
  });

  it('ends with one line when a port is in use', async () => {
    const first = start('--image-port', '0', '--video-port', '0');
    const [{ video }] = (await once(first, 'message')) as [{ video: string }];
    const { port } = new URL(video);
    const second = start('--image-port', '0', '--video-port', port);
    const errors = text(second.stderr!);
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect((await errors).trim().split('\n')).toEqual([expect.stringMatching(`${port}.*--video-port`)]);
    first.kill('SIGTERM');
    await once(first, 'exit');
  });
});
