import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pollUntil } from '../poll-until';
import { isAlive, untilGone } from '../../test/is-alive';
import { useTemporaryDirectory } from '../../test/temporary-directory';
import { writeScript } from '../../test/write-script';
import { createClusterPart, type ControlledPart, type PartOptions } from './cluster-part';

const temporaryDirectory = useTemporaryDirectory();
const inDirectory = (name: string): string => path.join(temporaryDirectory(), name);

/** It runs as long as the file "database" is there when it starts, and answers by writing the file "up". */
async function createPart(change: Partial<PartOptions> = {}): Promise<ControlledPart> {
  const lines = [
    'echo try >>tries',
    '[ -e database ] || { echo "no database"; exit 1; }',
    'touch up',
    'exec sleep 60',
  ];
  const command = await writeScript(inDirectory('role'), ...lines);
  return createClusterPart({
    name: 'history',
    command: { command, args: [], cwd: temporaryDirectory() },
    ready: (signal) => pollUntil(signal, () => Promise.resolve(existsSync(inDirectory('up')))),
    startTimeoutMs: 20_000,
    ...change,
  });
}

describe('createClusterPart', () => {
  it('starts again as often as it takes until what it needs is back', async () => {
    await writeFile(inDirectory('database'), '');
    const part = await createPart();
    await part.start();
    await Promise.all(['database', 'up'].map((name) => rm(inDirectory(name))));
    part.signal('SIGKILL');

    const restarted = part.restart();
    const tries = async (): Promise<number> =>
      (await readFile(inDirectory('tries'), 'utf8')).split('\n').length;
    await pollUntil(AbortSignal.timeout(10_000), async () => (await tries()) > 3);
    await writeFile(inDirectory('database'), '');
    await restarted;

    expect(isAlive(part.pid)).toBe(true);
    await part.stop();
    await untilGone(-part.pid);
  }, 20_000);

  it('says why it did not start, with its last lines', async () => {
    const part = await createPart();

    await expect(part.start()).rejects.toThrow(
      /^The cluster's history ended at once \(exit 1\)\.\n {2}no database/,
    );
  });

  it('gives up a restart in vain when it is stopped', async () => {
    const part = await createPart();
    const restarted = part.restart().catch((error: unknown) => error);

    await part.stop();

    expect(await restarted).toMatchObject({ message: 'history is being stopped' });
  });

  it('ends a process that stands still', async () => {
    await writeFile(inDirectory('database'), '');
    const part = await createPart();
    await part.start();
    part.signal('SIGSTOP');

    await part.stop();

    await untilGone(-part.pid);
  });
});
