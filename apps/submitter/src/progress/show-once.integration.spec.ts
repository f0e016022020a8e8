import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { API_KEY, runJson, startProgressLab, type ProgressLab } from '../../test/progress-lab';

let lab: ProgressLab;
beforeAll(async () => {
  lab = await startProgressLab();
});
afterAll(() => lab?.end());

describe('genvideo-progress single', () => {
  it.each([
    ['fallback', 'direct'],
    ['direct', 'direct'],
    ['api', 'api'],
    ['detailed', 'api'],
  ])('tells by the method %s of a job that completed: 0', async (method, source) => {
    const { exitCode, lines } = await runJson(lab, 'single', lab.completed, '--method', method);
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      expect.objectContaining({ success: true, workflow_id: lab.completed, error: null, source }),
    ]);
    expect(lines[0]?.progress).toMatchObject({ step: 'completed', percent: 100 });
    expect('job_input' in lines[0]!.progress!).toBe(method === 'detailed');
  });

  it('tells of a job that nobody works on, and how to change that: 0', async () => {
    const { exitCode, stdout } = await lab.run(['single', lab.waiting]);
    expect(exitCode).toBe(0);
    expect(stdout).toEqual([expect.stringMatching(/: 0 % pending \(pending\): .*npx nx serve worker/)]);
  });

  it('ends with 1 for jobs that did not complete, and those that nobody knows', async () => {
    const failed = await lab.startJob({ prompt: '' });
    const cancelled = await lab.startJob({ job_type: 'video', duration: 5 });
    const terminated = await lab.startJob({}, false);
    await lab.engine.client.workflow.getHandle(cancelled).signal('cancel_generation');
    await lab.engine.client.workflow.getHandle(terminated).terminate();
    await Promise.allSettled(
      [failed, cancelled].map((id) => lab.engine.client.workflow.getHandle(id).result()),
    );
    for (const [id, status] of [
      [failed, 'failed'],
      [cancelled, 'cancelled'],
      [terminated, 'cancelled|failed'],
    ] as const) {
      const { exitCode, lines } = await runJson(lab, 'single', id);
      expect({ exitCode, status: lines[0]?.progress?.status }).toEqual({
        exitCode: 1,
        status: expect.stringMatching(status),
      });
    }
    for (const method of ['fallback', 'direct', 'api', 'detailed']) {
      const unknown = await lab.run(['single', 'never-there', '--method', method]);
      expect(unknown).toMatchObject({ exitCode: 1, stdout: [] });
      expect(unknown.errors).toMatch(/^never-there: .*"?never-there"?/);
    }
  });

  it('waits a few seconds, not longer, for who accepts and says nothing: 3', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const away = { TEMPORAL_HOST: `127.0.0.1:${port}`, API_PORT: String(port) };
    const { exitCode, errors } = await lab.run(['single', lab.completed], away);
    sockets.forEach((socket) => socket.destroy());
    silent.close();
    expect(exitCode).toBe(3);
    expect(errors).toMatch(/Direct: The engine .*did not answer within 3000 ms/);
  });

  it('ends with 2 before anybody is asked', async () => {
    const away = { TEMPORAL_HOST: lab.nowhere.host, API_PORT: new URL(lab.nowhere.url).port };
    for (const args of [
      ['single', 'a/b'],
      ['multiple', 'a,,b'],
      ['monitor', 'a', '--interval', '0'],
      ['monitor', 'a', '--max-iterations', '-1'],
      ['single', 'a', '--api-url', 'nowhere'],
      ['single', 'a', '--api-url', 'http://name:word@127.0.0.1'],
    ]) {
      const { exitCode, stdout, errors } = await lab.run([...args, '--json', '--verbose'], away);
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 2, stdout: [] });
      expect(errors).not.toMatch(/ after \d+ ms/);
    }
  });

  it('ends with 3 when nobody answers', async () => {
    const away = ['--temporal-host', lab.nowhere.host, '--api-url', lab.nowhere.url];
    for (const method of ['fallback', 'direct', 'api', 'detailed']) {
      const { exitCode, lines } = await runJson(lab, 'single', lab.completed, '--method', method, ...away);
      expect({ exitCode, lines }).toEqual({
        exitCode: 3,
        lines: [
          {
            success: false,
            workflow_id: lab.completed,
            progress: null,
            error: expect.stringContaining('does not answer'),
            source: null,
          },
        ],
      });
    }
  });

  it('asks the API when the engine is away, and says so when asked to', async () => {
    const args = ['single', lab.completed, '--verbose', '--temporal-host', lab.nowhere.host];
    const { exitCode, stdout, errors } = await lab.run(args);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: [expect.stringMatching(/: 100 % completed .*\[api\] http:\S+\.png$/)],
    });
    expect(errors).toMatch(/GET http:.*\/progress: 200 after \d+ ms/);
    expect(errors).toMatch(/the API answered, the engine had not after \d+ ms/);
  });

  it('hands the key to the API, from the environment or the command line', async () => {
    const args = ['single', lab.completed, '--method', 'api'];
    await expect(lab.run(args, { API_KEY: undefined })).resolves.toMatchObject({
      exitCode: 3,
      errors: expect.stringMatching(/key/i),
    });
    await expect(lab.run([...args, '--api-key', API_KEY], { API_KEY: 'wrong' })).resolves.toMatchObject({
      exitCode: 0,
    });
  });
});

describe('genvideo-progress multiple', () => {
  it('tells of every job in the order asked for, and ends as the worst of them', async () => {
    for (const method of ['fallback', 'api']) {
      const ids = [lab.waiting, 'never-there', lab.completed];
      const { exitCode, lines } = await runJson(lab, 'multiple', ids.join(','), '--method', method);
      expect(exitCode).toBe(1);
      expect(lines.map(({ workflow_id: id }) => id)).toEqual(ids);
      expect(lines.map(({ success }) => success)).toEqual([true, false, true]);
    }
  });
});
