import { readdir } from 'node:fs/promises';
import { useTemporaryDirectory } from '../test/temporary-directory';
import { downloadServer } from './download-server';

const temporaryDirectory = useTemporaryDirectory();

describe('downloadServer', () => {
  it('gives up when nothing arrives, and leaves nothing', async () => {
    // Long before the SDK is even loaded, so that it is the same with and without internet.
    const result = await downloadServer({ env: process.env, directory: temporaryDirectory(), stallMs: 20 });

    expect(result).toEqual({ state: 'failed', reason: 'nothing arrived within 0.02 s' });
    expect(await readdir(temporaryDirectory())).toEqual([]);
  });
});
