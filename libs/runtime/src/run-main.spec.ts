import { spawnSync } from 'node:child_process';
import path from 'node:path';

const run = (body: string, environment: Record<string, string> = {}) => {
  const script = `
    const { runMain, UserFacingError, EXIT_STATUS } = require(${JSON.stringify(path.join(__dirname, 'index.ts'))});
    void runMain('genvideo', { debug: process.env.DEBUG === 'true', main: async () => { ${body} } });`;
  return spawnSync(process.execPath, ['--conditions=@genvideo/source', '--import', 'tsx', '--eval', script], {
    encoding: 'utf8',
    cwd: __dirname,
    env: { ...process.env, ...environment },
  });
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
    expect(run(body, { DEBUG: 'true' }).stderr).toMatch(/\n\s+at /);
    expect(run(body).status).toBe(1);
  });
});
