import { spawn as spawnTerminal, type IPty } from '@lydell/node-pty';
import { pauseLimiter, resumeLimiter } from '@genvideo/progress-client/direct';
import { startProcess, withResources, WORKSPACE_ROOT } from '@genvideo/testing';
import { PROGRAM, runJson, startProgressLab, type ProgressLab } from '../../test/progress-lab';

let lab: ProgressLab;
beforeAll(async () => {
  lab = await startProgressLab();
});
afterAll(() => lab?.end());

describe('genvideo-progress monitor', () => {
  it.each(['fallback', 'api'])('follows a job to its end by the method %s', async (method) => {
    const id = await lab.startJob();
    const { exitCode, lines } = await runJson(lab, 'monitor', id, '--method', method, '--interval', '0.2');
    expect(exitCode).toBe(0);
    const percents = lines.map(({ progress }) => progress?.percent ?? -1);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(lines.at(-1)?.progress).toMatchObject({ status: 'completed', percent: 100 });
  });

  it('looks as often as asked for', async () => {
    const args = ['monitor', lab.waiting, '--interval', '0.1', '--max-iterations', '3'];
    const { exitCode, stdout, errors } = await lab.run(args);
    expect({ exitCode, errors, count: stdout.length }).toEqual({ exitCode: 0, errors: '', count: 3 });
  });

  it('ends with 130 at Ctrl-C, without a word', async () => {
    const program = await lab.start(['monitor', lab.waiting, '--json', '--interval', '3600']);
    await program.waitForLine(/"success":true/);
    program.kill('SIGINT');
    await expect(program.exited).resolves.toMatchObject({ exitCode: 130 });
    expect(program.stderr).toEqual([]);
  });

  it('ends quietly when who reads has gone', () =>
    withResources(async (resources) => {
      const script = `"$@" monitor ${lab.waiting} --json --interval 0.1 | head -n 1`;
      const shell = await startProcess({
        command: 'bash',
        args: ['-o', 'pipefail', '-c', script, 'bash', ...PROGRAM],
        cwd: WORKSPACE_ROOT,
        env: lab.environment,
      });
      resources.add(shell);
      await expect(shell.exited).resolves.toMatchObject({ exitCode: 0 });
      expect({ lines: shell.stdout.length, errors: shell.stderr }).toEqual({ lines: 1, errors: [] });
    }));
});

describe('genvideo-progress on a terminal', () => {
  const HIDE_CURSOR = '\u001b[?25l';
  const SHOW_CURSOR = '\u001b[?25h';
  const CTRL_C = '\u0003';

  /** Runs on a terminal of its own; once a job that waits is on it, `act` is called. */
  const runOnTerminal = (
    args: readonly string[],
    act: (terminal: IPty) => unknown = () => undefined,
  ): Promise<{ text: string; exitCode: number }> =>
    new Promise((resolve) => {
      const [command, ...words] = PROGRAM;
      let [text, acted] = ['', false];
      const terminal = spawnTerminal(command, [...words, ...args], {
        cols: 200,
        rows: 24,
        cwd: WORKSPACE_ROOT,
        env: { ...process.env, ...lab.environment },
      });
      terminal.onData((data) => {
        text += data;
        if (acted || !text.includes('pending')) return;
        acted = true;
        act(terminal);
      });
      terminal.onExit(({ exitCode }) => resolve({ text, exitCode }));
    });

  it('draws a bar of a job', async () => {
    const { text, exitCode } = await runOnTerminal(['single', lab.completed]);
    expect(exitCode).toBe(0);
    expect(text).toMatch(new RegExp(`^█{24} 100 % {2}completed {2}${lab.completed} {2}`));
  });

  it('follows a job with a bar that moves by itself, and leaves the last line', async () => {
    await pauseLimiter(lab.engine.client, lab.taskQueue);
    const id = await lab.startJob({ job_type: 'video', duration: 1 });
    const { text, exitCode } = await runOnTerminal(['monitor', id], () =>
      resumeLimiter(lab.engine.client, lab.taskQueue),
    );
    expect(exitCode).toBe(0);
    expect(text).toContain(HIDE_CURSOR);
    expect(text.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(text.lastIndexOf(HIDE_CURSOR));
    expect(text).toMatch(/█{1,23}░+ +\d+ % {2}(image|video|processing) /);
    expect(text).toMatch(new RegExp(`█{24} 100 % {2}completed {2}${id} .*\\r\\n$`));
  });

  it('gives the cursor back at Ctrl-C', async () => {
    const { text, exitCode } = await runOnTerminal(['monitor', lab.waiting], (terminal) =>
      terminal.write(CTRL_C),
    );
    expect(exitCode).toBe(130);
    expect(text.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(text.lastIndexOf(HIDE_CURSOR));
  });
});
