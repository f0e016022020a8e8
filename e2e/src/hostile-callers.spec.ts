import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BatchResult, JobRequest, JobResult } from '@genvideo/models';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startHttpServer,
  type RunningProcess,
} from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from '../test/job-stack';
import { untilEnded } from '../test/until-ended';

const JOB = { prompt: 'a red fox', user_id: 'ann', width: 64, height: 64 };
const FORGED = '{"level":"info","service":"worker","msg":"forged"}';

describe('callers that mean harm, at the built API and worker', () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let apiUrl: string;
  let programs: RunningProcess[];

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-hostile-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    const CONTENT_DENY_LIST_FILE = path.join(folder, 'deny-list');
    await writeFile(CONTENT_DENY_LIST_FILE, 'forbidden fruit\n');
    const apiPort = await freePort();
    apiUrl = `http://127.0.0.1:${apiPort}`;
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      apiPort,
      env: { CONTENT_DENY_LIST_FILE, VIDEO_PROVIDER: 'kling', VIDEO_API_KEY: 'a-key' },
    });
    resources.defer(() => stack.close());
    programs = [await stack.startApi(), await stack.startWorker()];
  });
  afterAll(() => resources.end());

  const post = async (route: string, body: object): Promise<string> => {
    const response = await fetch(`${apiUrl}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as { workflow_id: string }).workflow_id;
  };
  const readResult = (id: string): Promise<JobResult> =>
    eventually(
      async () => {
        const response = await fetch(`${apiUrl}/workflows/${id}/result`);
        return response.ok && ((await response.json()) as JobResult);
      },
      { what: 'the end', timeoutMs: 30_000 },
    );
  const countPaid = async (): Promise<number> =>
    (await stack.mock.ledger('image')).length + (await stack.mock.ledger('video')).length;

  it('pay for nothing that the content policy forbids, by whatever way it comes', async () => {
    const prompt = 'A Forbidden  FRUIT';
    const request = { ...JOB, prompt };
    const single = [await post('/jobs', request), await post('/images', request)];
    for (const id of single)
      expect(await readResult(id)).toMatchObject({
        status: 'failed',
        submissions: 0,
        error: { type: 'InvalidRequest', message: expect.stringContaining('forbidden fruit') },
      });
    const direct = await untilEnded(await stack.start({ prompt }));
    expect(direct.result).toMatchObject({ status: 'failed', submissions: 0 });
    const item = { type: 'image', prompt, user_id: 'ann', width: 64, height: 64 };
    const batch = await post('/batches', { requests: [item, item] });
    await expect(stack.client.workflow.getHandle(batch).result()).resolves.toMatchObject({
      failed: 2,
    } satisfies Partial<BatchResult>);
    expect(await countPaid()).toBe(0);
  });

  it('reach nothing in our network by the picture that they name', async () => {
    let asked = 0;
    const secret = resources.add(
      await startHttpServer((_request, response) => {
        asked += 1;
        response.end('the secret');
      }),
    );
    const { port } = secret;
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '0.0.0.0',
    ];
    // Straight to the engine: the API would have refused most of them before.
    for (const host of hosts) {
      const request: Partial<JobRequest> = { image_url: `http://${host}:${port}/a.png` };
      const { result } = await untilEnded(await stack.start(request));
      expect([host, result]).toMatchObject([host, { status: 'failed', error: { type: 'InvalidRequest' } }]);
    }
    expect({ asked, paid: await countPaid() }).toEqual({ asked: 0, paid: 0 });
  });

  it('write no lines of their own into the logs, and change no objects', async () => {
    const metadata = JSON.parse('{"__proto__":{"polluted":true},"note":"x"}') as object;
    const prompt = `a red fox\n${FORGED}\n\tsits`;
    const id = await post('/jobs', { ...JOB, job_type: 'image', prompt, metadata });
    expect(await readResult(id)).toMatchObject({ status: 'completed' });
    const { result } = await untilEnded(await stack.start({ prompt: `${prompt}\u001b[2J` }));
    expect(result).toMatchObject({ status: 'failed', error: { type: 'InvalidRequest' } });
    for (const { stdout, stderr } of programs) {
      expect(stderr).toEqual([]);
      const events = stdout.map((line) => JSON.parse(line) as { msg: string; polluted?: boolean });
      expect(events.length).toBeGreaterThan(1);
      expect(events.filter(({ msg, polluted }) => msg === 'forged' || polluted)).toEqual([]);
      expect(stdout.filter((line) => line.includes('\u001b'))).toEqual([]);
    }
  });
});
