import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { installQuietRuntime, loadTestEnvironment } from '@genvideo/testing';
import { HISTORIES_FOLDER } from '../test/histories-folder';

const recorded = readdirSync(HISTORIES_FOLDER).filter((name) => name.endsWith('.history.json'));

const readHistory = (name: string): { events: { eventType: string }[] } =>
  JSON.parse(readFileSync(path.join(HISTORIES_FOLDER, name), 'utf8')) as { events: { eventType: string }[] };

const replay = (history: unknown): Promise<void> => {
  const { bundlePath } = loadTestEnvironment();
  return Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath ?? '' } }, history, 'replayed');
};

beforeAll(installQuietRuntime);

describe('GenVideoWorkflow', () => {
  it.each(recorded)('replays %s', async (name) => {
    await replay(readHistory(name));
  });

  it('does not replay a history that went another way', async () => {
    const history = readHistory('completed.history.json');
    const changed = JSON.parse(JSON.stringify(history).replaceAll('makeImage', 'makeSound')) as unknown;
    await expect(replay(changed)).rejects.toThrow(/determinis|makeSound/i);
  });
});
