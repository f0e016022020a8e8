import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger } from './create-logger';

describe('createLogger', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'genvideo-log-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes one JSON event per line, without secrets', () => {
    const filePath = path.join(folder, 'deep', 'worker.log');
    const logger = createLogger({ service: 'worker', level: 'warn', json: true, filePath });
    logger.info('too quiet');
    logger.warn({ workflow_id: 'job-1', user_id: 'ann', provider: { apiKey: 'k-123' } }, 'stage_failed');
    const lines = readFileSync(filePath, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 'warn',
        service: 'worker',
        event: 'stage_failed',
        workflow_id: 'job-1',
        user_id: 'ann',
        provider: { apiKey: '[redacted]' },
      }),
    ]);
  });
});
