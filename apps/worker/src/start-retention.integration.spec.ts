import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStorage } from '@genvideo/activities/storage';
import { WORKFLOW_TYPE } from '@genvideo/models';
import { loadConfig } from '@genvideo/models/config';
import { createLogger } from '@genvideo/runtime';
import { attachEngine, eventually, uniqueId, uniqueQueue, type AttachedEngine } from '@genvideo/testing';
import { startRetention } from './start-retention';

const DAY_MS = 24 * 3_600_000;

describe('startRetention', () => {
  let engine: AttachedEngine;
  let root: string;
  beforeAll(async () => {
    engine = await attachEngine();
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-retention-'));
  });
  afterAll(async () => {
    rmSync(root, { recursive: true, force: true });
    await engine.close();
  });

  /** Starts a job that no worker will ever take, with files from many days ago. */
  const startOldJob = async () => {
    const workflowId = uniqueId('old');
    const handle = await engine.client.workflow.start(WORKFLOW_TYPE.genVideo, {
      workflowId,
      taskQueue: uniqueQueue('nobody'),
      args: [],
    });
    mkdirSync(path.join(root, workflowId));
    for (const name of ['image.png', 'state.json']) {
      const file = path.join(root, workflowId, name);
      writeFileSync(file, name);
      const writtenAt = new Date(Date.now() - 30 * DAY_MS);
      utimesSync(file, writtenAt, writtenAt);
    }
    return handle;
  };

  const retain = (days: number | null) => {
    const storage = createStorage(loadConfig({ RESULTS_DIR: root }));
    const logger = createLogger({ service: 'worker', level: 'fatal', json: true, filePath: null });
    return startRetention({ days, storage, client: engine.client, logger });
  };

  it('removes the files of jobs that ended long ago, and none of a job that runs', async () => {
    const running = await startOldJob();
    const ended = await startOldJob();
    await ended.terminate();
    const stop = retain(7);
    await eventually(() => !existsSync(path.join(root, ended.workflowId)), { what: 'the old files to go' });
    await stop();
    expect(readdirSync(path.join(root, running.workflowId)).sort()).toEqual(['image.png', 'state.json']);
    await running.terminate();
    const again = retain(29);
    await eventually(() => !existsSync(path.join(root, running.workflowId)), { what: 'the rest to go' });
    await again();
  });

  it('keeps everything when nothing is said', async () => {
    const ended = await startOldJob();
    await ended.terminate();
    await retain(null)();
    expect(existsSync(path.join(root, ended.workflowId))).toBe(true);
  });
});
