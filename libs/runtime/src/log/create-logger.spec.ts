import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, type LoggerOptions } from './create-logger';

const folder = mkdtempSync(path.join(tmpdir(), 'genvideo-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const readEvents = (filePath: string): unknown[] =>
  readFileSync(filePath, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('createLogger', () => {
  const openLog = (options: Partial<LoggerOptions> = {}) => {
    const filePath = path.join(
      folder,
      `${expect.getState().currentTestName}`.replaceAll(/\W/g, '-'),
      'x.log',
    );
    const logger = createLogger({ service: 'worker', level: 'warn', json: true, filePath, ...options });
    return { logger, readEvents: () => readEvents(filePath) };
  };

  it('writes one JSON event per line, without secrets', () => {
    const log = openLog({ secrets: ['the-key-itself'] });
    log.logger.info('too quiet');
    log.logger.warn(
      {
        workflow_id: 'job-1',
        user_id: 'ann',
        provider: { apiKey: 'k-123' },
        err: new Error('401 for the-key-itself', {
          cause: new Error('sent Bearer abcdef.ghi to http://a:b@c/'),
        }),
      },
      'stage_failed',
    );
    expect(log.readEvents()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        service: 'worker',
        event: 'stage_failed',
        workflow_id: 'job-1',
        user_id: 'ann',
        provider: { apiKey: '[redacted]' },
        err: expect.objectContaining({
          message: '401 for [redacted]: sent Bearer [redacted] to http://[redacted]@c/',
        }),
      },
    ]);
    expect(JSON.stringify(log.readEvents())).not.toMatch(/abcdef|the-key-itself|a:b@/);
  });

  it('keeps an event on its line whatever it says', () => {
    const log = openLog();
    log.logger.warn({ reason: 'two\nlines\r\u2028and "quotes"' }, 'odd');
    expect(log.readEvents()).toEqual([expect.objectContaining({ reason: 'two\nlines\r\u2028and "quotes"' })]);
  });
});

describe('a program that logs', () => {
  const run = (body: string, stdout: 'pipe' | number, env: Record<string, string> = {}) => {
    const script = `
      const { loadLogger } = require(${JSON.stringify(path.join(__dirname, '../index.ts'))});
      const { loadConfig } = require('@genvideo/models/config');
      const logger = loadLogger('worker', loadConfig(process.env), process.env);
      ${body}`;
    const args = ['--conditions=@genvideo/source', '--import', require.resolve('tsx'), '--eval', script];
    return spawnSync(process.execPath, args, {
      encoding: 'utf8',
      cwd: __dirname,
      maxBuffer: 2 ** 26,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, 'pipe'],
    });
  };

  it('loses no line, not even when it ends at once', () => {
    const { stdout } = run(
      `for (let n = 0; n < 20000; n += 1) logger.info({ n }, 'busy'); process.exit(3)`,
      'pipe',
    );
    expect(stdout.trim().split('\n')).toHaveLength(20_000);
  });

  it('says in the log that it dies of a bug', () => {
    const filePath = path.join(folder, 'dies.log');
    run(`logger.error('last_words'); throw new Error('a bug')`, 'pipe', { LOG_FILE_PATH: filePath });
    expect(readEvents(filePath)).toEqual([expect.objectContaining({ event: 'last_words' })]);
  });

  it('outlives a full disk', () => {
    const full = openSync('/dev/full', 'w');
    const { stderr, status } = run(
      `for (let n = 0; n < 10; n += 1) logger.info({ n }, 'busy'); setTimeout(() => { logger.info('more'); console.error('alive'); })`,
      full,
      { LOG_FILE_PATH: '/dev/full' },
    );
    expect([stderr, status]).toEqual(['alive\n', 0]);
  });

  it('knows its settings: level in any case, file, size and number of files', () => {
    const filePath = path.join(folder, 'settings.log');
    const settings = {
      LOG_LEVEL: 'WaRn',
      LOG_FILE_PATH: filePath,
      LOG_FILE_MAX_MIB: '1',
      LOG_FILES_KEPT: '1',
    };
    run(
      `logger.info('too quiet'); for (let n = 0; n < 3000; n += 1) logger.warn({ n, filler: 'x'.repeat(1000) }, 'full')`,
      'pipe',
      { ...settings, WEBHOOK_SECRET: 'never-shown' },
    );
    const kept = [...readEvents(`${filePath}.1`), ...readEvents(filePath)] as { n: number; event: string }[];
    expect(kept.at(-1)).toMatchObject({ n: 2_999, event: 'full' });
    expect(kept.map(({ n }) => n)).toEqual(kept.map((_, index) => 3_000 - kept.length + index));
    expect(() => readFileSync(`${filePath}.2`)).toThrow(/ENOENT/);
  });
});
