import type { Explanation } from '@genvideo/models';
import { startProgressLab, type ProgressLab } from '../../test/progress-lab';

let lab: ProgressLab;
beforeAll(async () => {
  lab = await startProgressLab();
}, 120_000);
afterAll(() => lab?.end());

describe('genvideo-progress explain', () => {
  it.each(['fallback', 'direct', 'api'])(
    'says by the method %s what to do for a job that nobody takes: 0',
    async (method) => {
      const { exitCode, stdout, errors } = await lab.run(['explain', lab.waiting, '--method', method]);
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
      expect(stdout).toEqual([
        expect.stringMatching(/^".*" has waited for a worker for .*: none polls the task queue "/),
        expect.stringMatching(/^What to do: Start a worker: npx nx serve worker/),
      ]);
    },
  );

  it('says it as JSON, and where to read on of a job that failed: 1', async () => {
    const done = await lab.run(['explain', lab.completed, '--json']);
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.stdout.join('')) as Explanation).toMatchObject({ state: 'completed' });
    const failed = await lab.startJob({ prompt: '' });
    await lab.engine.client.workflow
      .getHandle(failed)
      .result()
      .catch(() => undefined);
    const { exitCode, stdout } = await lab.run(['explain', failed]);
    expect(exitCode).toBe(1);
    expect(stdout).toEqual([
      expect.stringContaining('(InvalidRequest): '),
      expect.stringContaining('What to do: Correct every field'),
      'More: docs/failures.md#invalidrequest',
    ]);
  });

  it('ends with 1 for an id that nobody knows, with 2 for what is none, and with 3 when nobody answers', async () => {
    await expect(lab.run(['explain', 'never-there'])).resolves.toMatchObject({ exitCode: 1, stdout: [] });
    await expect(lab.run(['explain', 'a/b'])).resolves.toMatchObject({ exitCode: 2, stdout: [] });
    const away = ['--temporal-host', lab.nowhere.host, '--api-url', lab.nowhere.url];
    await expect(lab.run(['explain', lab.completed, ...away])).resolves.toMatchObject({ exitCode: 3 });
  });
});
