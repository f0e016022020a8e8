import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const run = (body: string, environment: Record<string, string> = {}, cwd = __dirname) => {
  const script = `
    const { runMain, UserFacingError, EXIT_STATUS } = require(${JSON.stringify(path.join(__dirname, 'index.ts'))});
    void runMain({ name: 'genvideo', environment: process.env, main: async () => { ${body} } });`;
  return spawnSync(
    process.execPath,
    ['--conditions=@genvideo/source', '--import', require.resolve('tsx'), '--eval', script],
    {
      encoding: 'utf8',
      cwd,
      env: { ...process.env, ...environment },
    },
  );
};

describe('runMain', () => {
  it('shows an expected error as one line, with its exit status', () => {
    const { stderr, status } = run(`throw new UserFacingError('the engine is away', EXIT_STATUS.outOfReach)`);
    expect(stderr).toBe('genvideo: the engine is away\n');
    expect(status).toBe(3);
  });

  it('shows the stack of an unexpected error with DEBUG only', () => {
    const body = `throw new TypeError('a bug')`;
    expect(run(body).stderr).not.toMatch(/\n\s+at /);
    expect(run(body, { DEBUG: 'Yes' }).stderr).toMatch(/\n\s+at /);
    expect(run(body).status).toBe(1);
  });

  it('says which file it is when .env cannot be read', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'genvideo-env-'));
    mkdirSync(path.join(folder, '.env'));
    const { stderr, status } = run('return 0', {}, folder);
    rmSync(folder, { recursive: true });
    expect(stderr).toMatch(/^genvideo: \.env cannot be read: EISDIR[^\n]*\n$/);
    expect(status).toBe(2);
  });
});
