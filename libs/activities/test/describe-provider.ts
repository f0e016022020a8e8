import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually, startHttpServer, type MockServiceName, type MockServices } from '@genvideo/testing';
import type { GenerationProvider, TaskState } from '../src/providers/provider-port';
import { inspectMedia, type MediaFacts } from '../src/storage/inspect-media';

/** What the conformance suite needs to know of an adapter. */
export interface ProviderUnderTest<Task> {
  service: MockServiceName;
  /** The adapter, connected to the server below `baseUrl`. */
  create: (options: { baseUrl: string; apiKey: string | null }) => GenerationProvider<Task>;
  /** A valid task; `prompt` tells it apart. */
  toTask: (prompt: string) => Task;
  /** A task for so many pictures; left out where one task makes one alone. */
  toPictures?: (count: number) => Task;
  /** A task for a video of so many frames a second; left out where the protocol has no word for them. */
  toVideo?: (fps: number) => Task;
  /** A server of the adapter's protocol, up while the suite runs. */
  server: () => MockServices;
  /** What the protocol lacks, so that nothing is asked of it but to say so; default nothing. */
  without?: readonly ('cancel' | 'a word for cancelled' | 'look-up' | 'servers without look-up')[];
}

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

/** What the first file of a completed task is by its content. */
async function inspectOutput(state: TaskState): Promise<MediaFacts> {
  const [url = ''] = state.status === 'completed' ? state.output.urls : [];
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-output-'));
  try {
    const file = path.join(folder, 'output');
    await writeFile(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
    return await inspectMedia('video', file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What every adapter has to hold, run against a real server of its protocol. */
export function describeProvider<Task>(
  name: string,
  { service, create, toTask, toPictures, toVideo, server, without = [] }: ProviderUnderTest<Task>,
): void {
  const itWhere = (has: boolean): ((title: string, test: () => Promise<void>) => void) =>
    has ? it : () => undefined;
  const baseUrl = (): string => (service === 'image' ? server().imageUrl : server().videoUrl);
  const provider = (): GenerationProvider<Task> => create({ baseUrl: baseUrl(), apiKey: null });
  const submit = (submissionId: string, task = toTask(submissionId)): Promise<string> =>
    provider().submit(task, { submissionId, callbackUrl: null, signal: signal() });
  const untilEnded = (taskId: string): Promise<TaskState> =>
    eventually(
      async () => {
        const state = await provider().look(taskId, signal());
        return !('percent' in state) && state;
      },
      { what: `task ${taskId} to end` },
    );

  describe(`${name} as a provider`, () => {
    beforeEach(() => server().reset());

    it('makes what it is asked for, and says where it is', async () => {
      const state = await untilEnded(await submit('job/1'));
      expect(state).toEqual({ status: 'completed', output: { urls: [expect.stringMatching(/^http/)] } });
    });

    itWhere(toPictures !== undefined)('makes as many pictures as it is asked for, in one task', async () => {
      const state = await untilEnded(await submit('job/1', toPictures?.(3)));
      const urls = state.status === 'completed' ? state.output.urls : [];
      expect(new Set(urls).size).toBe(3);
      await expect(server().stats(service)).resolves.toMatchObject({ submissions: 1 });
    });

    itWhere(toVideo !== undefined)('makes as many frames a second as it is asked for', async () => {
      const state = await untilEnded(await submit('job/1', toVideo?.(12)));
      const { motion } = await inspectOutput(state);
      expect(motion?.framesPerSecond).toBeCloseTo(12, 0);
    });

    it('reports percents that never go down while it works', async () => {
      await server().setFaults({ slow_progress: 3 });
      const taskId = await submit('job/1');
      const percents: number[] = [];
      await eventually(
        async () => {
          const state = await provider().look(taskId, signal());
          if ('percent' in state) percents.push(state.percent);
          return state.status === 'completed';
        },
        { what: 'the task to complete' },
      );
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(new Set(percents).size).toBeGreaterThan(1);
    });

    itWhere(!without.includes('look-up'))(
      'is asked twice under one submission id and works once',
      async () => {
        const [first, second] = await Promise.all([submit('job/1'), submit('job/1')]);
        expect(second).toBe(first);
        await expect(server().stats(service)).resolves.toMatchObject({ submissions: 1 });
      },
    );

    itWhere(!without.includes('look-up'))(
      'finds a submission by its id, and does not find one that was never made',
      async () => {
        const taskId = await submit('job/1');
        await expect(provider().find('job/1', signal())).resolves.toEqual({ status: 'found', taskId });
        await expect(provider().find('job/2', signal())).resolves.toEqual({ status: 'absent' });
      },
    );

    it('says that a submission whose answer was lost may have been made, and finds it where it can', async () => {
      const found = without.includes('look-up') ? 'unsupported' : 'found';
      await server().setFaults({ drop_after_accept_rate: 1 });
      await expect(submit('job/1')).rejects.toMatchObject({ type: 'ServiceUnavailable', ambiguous: true });
      await expect(server().stats(service)).resolves.toMatchObject({ submissions: 1 });
      await expect(provider().find('job/1', signal())).resolves.toMatchObject({ status: found });
    });

    itWhere(!without.includes('servers without look-up'))(
      'says so when a server has no look-up',
      async () => {
        await server().setFaults({ ignore_idempotency: true });
        await expect(provider().find('job/1', signal())).resolves.toEqual({ status: 'unsupported' });
      },
    );

    itWhere(!without.includes('cancel'))('stops a task, and tells one that has ended', async () => {
      await server().setFaults({ stuck_rate: 1 });
      const taskId = await submit('job/1');
      await expect(provider().cancel(taskId, signal())).resolves.toBe('cancelled_at_provider');
      const state = without.includes('a word for cancelled') ? 'failed' : 'cancelled';
      await expect(provider().look(taskId, signal())).resolves.toMatchObject({ status: state });
      await expect(server().stats(service)).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
      await server().reset();
      const ended = await submit('job/2');
      await untilEnded(ended);
      await expect(provider().cancel(ended, signal())).resolves.toBe('already_ended');
    });

    itWhere(without.includes('cancel'))(
      'says so when a task cannot be stopped, and leaves it running',
      async () => {
        await server().setFaults({ stuck_rate: 1 });
        const taskId = await submit('job/1');
        await expect(provider().cancel(taskId, signal())).resolves.toBe('provider_cannot_cancel');
        await expect(server().stats(service)).resolves.toMatchObject({ cancelled: 0, in_flight: 1 });
        await server().reset();
        const ended = await submit('job/2');
        await untilEnded(ended);
        await expect(provider().cancel(ended, signal())).resolves.toBe('already_ended');
      },
    );

    it('tells a failed task with its reason, and a lost one from a running one', async () => {
      await server().setFaults({ failure_rate: 1 });
      await expect(untilEnded(await submit('job/1'))).resolves.toEqual({
        status: 'failed',
        reason: expect.stringMatching(/\w+/),
      });
      await expect(provider().look('never-heard-of', signal())).resolves.toEqual({ status: 'lost' });
    });

    it.each([
      [
        'too many requests',
        { rate_limit_rate: 1 },
        { type: 'RateLimited', retryAfterMs: expect.any(Number) },
      ],
      ['a server error', { submit_error_rate: 1 }, { type: 'ServiceUnavailable', ambiguous: true }],
      ['a connection cut before acceptance', { drop_before_accept_rate: 1 }, { type: 'ServiceUnavailable' }],
    ])('classifies %s', async (_title, faults, expected) => {
      await server().setFaults(faults);
      await expect(submit('job/1')).rejects.toMatchObject(expected);
      await expect(server().stats(service)).resolves.toMatchObject({ submissions: 0 });
    });

    it('does not take an answer that breaks the protocol for one that does not', async () => {
      const taskId = await submit('job/1');
      await server().setFaults({ bad_body_rate: 1 });
      await expect(provider().look(taskId, signal())).rejects.toMatchObject({ type: 'ContractViolation' });
    });

    it('knows a refused connection from a broken one', async () => {
      const gone = await startHttpServer(() => undefined);
      await gone.close();
      const away = create({ baseUrl: gone.url, apiKey: null });
      const attempt = away.submit(toTask('x'), { submissionId: 'x', callbackUrl: null, signal: signal() });
      await expect(attempt).rejects.toMatchObject({ type: 'ServiceUnavailable', ambiguous: false });
    });

    it('names the cause when the base URL leads elsewhere', async () => {
      const elsewhere = create({ baseUrl: `${baseUrl()}/no/such/prefix`, apiKey: null });
      const attempt = elsewhere.submit(toTask('x'), {
        submissionId: 'x',
        callbackUrl: null,
        signal: signal(),
      });
      await expect(attempt).rejects.toMatchObject({
        type: 'ProviderMisconfigured',
        message: expect.stringContaining('base URL'),
      });
    });
  });
}
