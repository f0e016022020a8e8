import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ComfyClient, plainGraph } from '../test/comfy-client';
import { quickOptions } from '../test/use-mocks';
import { startMockServices, type MockServices } from './start-mock-services';

describe('a mock with a folder for its state', () => {
  let stateDir: string;
  let mocks: MockServices;
  const start = async (): Promise<ComfyClient> => {
    mocks = await startMockServices({ ...quickOptions, stateDir });
    return new ComfyClient(mocks.imageUrl);
  };
  const readEvents = (): Record<string, unknown>[] =>
    readFileSync(path.join(stateDir, 'journal.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'genvideo-state-'));
  });
  afterEach(async () => {
    await mocks.stop();
    rmSync(stateDir, { recursive: true });
  });

  it('serves the pictures of the one before it, whose history it does not know', async () => {
    const before = await start();
    const id = await before.submit(plainGraph(1));
    await before.untilEnded(id);
    await mocks.stop();
    const after = await start();
    await expect(after.history(id)).resolves.toBeUndefined();
    const first = '/view?filename=plain_00001_.png&subfolder=spec&type=output';
    await expect(after.send(first)).resolves.toMatchObject({ status: 200 });
    await after.untilEnded(await after.submit(plainGraph(2)));
    await expect(after.send(first.replace('00001', '00002'))).resolves.toMatchObject({ status: 200 });
  });

  it('has written down what was submitted, and how that ended, before anybody can kill it', async () => {
    const client = await start();
    const id = await client.submit(plainGraph());
    expect(readEvents()).toContainEqual(
      expect.objectContaining({ event: 'accepted', service: 'image', idempotency_key: id }),
    );
    await client.untilEnded(id);
    expect(readEvents()).toContainEqual(expect.objectContaining({ event: 'ended', status: 'completed' }));
  });
});
