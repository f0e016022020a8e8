import type { WorkflowHandle } from '@temporalio/client';
import { BATCH, QUERY, SIGNAL, type BatchResult, type BatchRetry, type Progress } from '@genvideo/models';
import { batchResultSchema } from '@genvideo/models/schemas';
import { eventually, uniqueId } from '@genvideo/testing';
import { image, images, openBatchLab, type BatchLab } from '../../test/batch-lab';
import { openJobLab, readFailure, type JobLab } from '../../test/job-lab';

let lab: JobLab;
let batches: BatchLab;
beforeAll(async () => {
  lab = await openJobLab({ capacity: 10, keepsWorker: true });
  batches = openBatchLab(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const countImages = async () => {
  const { submissions, completed, max_in_flight_all } = await lab.mock.stats('image');
  return { submissions, completed, max_in_flight_all };
};

/** Resolves when a batch is paused and nothing of it runs. */
const untilQuiet = (batch: WorkflowHandle): Promise<boolean> =>
  eventually(
    async () => {
      const { message } = await batch.query<Progress>(QUERY.progress);
      return /^Paused.* 0 running/.test(message);
    },
    { what: 'what runs to end', timeoutMs: 20_000 },
  );

describe('BatchWorkflow', () => {
  it('makes mixed items and writes a line for each', async () => {
    const video = { type: 'video', prompt: 'it runs', user_id: 'ann', resolution: '64x64', duration: 1 };
    const batch = await batches.run({
      requests: [...images(4), video, image('mine', { request_id: uniqueId('mine') })],
    });
    const result = batchResultSchema.strict().parse(await batch.result());
    expect(result).toMatchObject({
      batch_id: batch.workflowId,
      total: 6,
      completed: 6,
      failed: 0,
      cancelled: 0,
    });
    const lines = await batches.readLines(batch);
    expect(lines.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(lines.find(({ index }) => index === 2)).toMatchObject({
      workflow_id: `${batch.workflowId}:2`,
      type: 'image',
      status: 'completed',
      attempt: 1,
      error: null,
      result: { status: 'completed', workflow_id: `${batch.workflowId}:2` },
    });
    expect(lines.find(({ index }) => index === 4)?.result?.video_url).toMatch(/\.mp4$/);
    const progress = await lab.work(() => batch.query<Progress>(QUERY.progress));
    expect(progress).toMatchObject({ status: 'completed', percent: 100, message: '6 of 6 completed' });
    expect(await lab.countEvents(batch)).toBeLessThan(120);
    expect(result.results_url).toBe(`http://assets.test/${batch.workflowId}/results.jsonl`);
  });

  it('never has more under way than its window, and uses it', async () => {
    await lab.mock.setFaults({ slow_progress: 10 });
    await batches.run({ max_concurrent: 4, requests: images(12) });
    expect(await countImages()).toEqual({ submissions: 12, completed: 12, max_in_flight_all: 4 });
  });

  it('makes one item after the other when it is sequential', async () => {
    await batches.run({ processing_strategy: 'sequential', requests: images(5) });
    expect(await countImages()).toEqual({ submissions: 5, completed: 5, max_in_flight_all: 1 });
  });

  it('goes on after bad items, each of which has a line that says what is wrong', async () => {
    const batch = await batches.run({
      requests: [
        image('good'),
        image('forbidden'),
        { type: 'gif' },
        image(' '),
        'no item',
        image('also good'),
      ],
    });
    expect(await batch.result()).toMatchObject({ total: 6, completed: 2, failed: 4 });
    const lines = (await batches.readLines(batch)).sort((left, right) => left.index - right.index);
    expect(lines.map(({ status, type, error }) => [status, type, error?.type, error?.message])).toEqual([
      ['completed', 'image', undefined, undefined],
      ['failed', 'image', 'InvalidRequest', expect.stringMatching(/prompt is refused/)],
      ['failed', null, 'InvalidRequest', 'type must be "image" or "video"'],
      ['failed', 'image', 'InvalidRequest', 'prompt is empty'],
      ['failed', null, 'InvalidRequest', '(whole) must be an object'],
      ['completed', 'image', undefined, undefined],
    ]);
  });

  it.each([
    ['without items', { requests: [] }, /requests is empty/],
    ['neither inline nor stored', {}, /one of the two/],
    [
      'sequential with a window of 5',
      { processing_strategy: 'sequential', max_concurrent: 5, requests: images(2) },
      /max_concurrent must be 1/,
    ],
    [
      'in a store that is not ours',
      { requests_url: 'http://elsewhere/list.jsonl' },
      /requests_url is not in the store/,
    ],
    [
      'with more inline than fits',
      { requests: [image('a', { metadata: { text: 'x'.repeat(300_000) } })] },
      /at most 256/,
    ],
  ])('refuses a batch %s', async (_name, input, words) => {
    const batch = await batches.run(input as never);
    await expect(readFailure(batch)).resolves.toMatchObject({
      type: 'InvalidRequest',
      message: expect.stringMatching(words),
    });
    expect(await countImages()).toMatchObject({ submissions: 0 });
  });

  it('runs equal requests once when asked, and writes a line for each', async () => {
    const requests = [
      image('same'),
      image('other'),
      image('same'),
      image('same', { request_id: uniqueId('x') }),
    ];
    const batch = await batches.run({ dedupe: true, requests });
    expect(await batch.result()).toMatchObject({ total: 4, completed: 4 });
    expect(await countImages()).toMatchObject({ submissions: 2 });
    const lines = await batches.readLines(batch);
    expect(lines.filter(({ workflow_id }) => workflow_id === `${batch.workflowId}:0`)).toHaveLength(3);
  });

  it('takes a job that is there for its item, but not one of other input', async () => {
    const id = uniqueId('item');
    const first = await batches.run({ requests: [image('one', { request_id: id })] });
    expect(await first.result()).toMatchObject({ completed: 1 });
    const second = await batches.run({
      requests: [image('one', { request_id: id }), image('two', { request_id: id })],
    });
    expect(await second.result()).toMatchObject({ completed: 1, failed: 1 });
    const lines = await batches.readLines(second);
    expect(lines.find(({ index }) => index === 1)?.error).toMatchObject({ type: 'Conflict' });
    expect(await countImages()).toMatchObject({ submissions: 1 });
  });

  it('stops at the first failure when it fails fast, and cancels the rest', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    const batch = await batches.run({
      fail_fast: true,
      max_concurrent: 3,
      requests: [image('a'), image('b'), image('forbidden'), ...images(40)],
    });
    const { type, message, result } = await readFailure(batch);
    expect({ type, message }).toEqual({
      type: 'InvalidRequest',
      message: expect.stringMatching(/item at 2 .*fails fast: .*refused/),
    });
    expect(result).toMatchObject({
      total: 43,
      completed: 0,
      failed: 1,
      cancelled: 42,
    } satisfies Partial<BatchResult>);
    expect(await batches.readLines(batch)).toHaveLength(43);
  });
});

describe('a batch that runs', () => {
  it('can be paused, resumed, widened and narrowed', async () => {
    await lab.mock.setFaults({ slow_progress: 3 });
    await lab.work(async () => {
      const batch = await batches.start({ max_concurrent: 2, requests: images(14) });
      await batches.untilEnded(batch, 2);
      await expect(batches.update(batch, BATCH.update.pause)).resolves.toMatchObject({ paused: true });
      await untilQuiet(batch);
      expect((await countImages()).submissions).toBeLessThan(14);
      await batches.update(batch, BATCH.update.setMaxConcurrent, 5);
      // So long that the window fills, however slowly items begin.
      await lab.mock.setFaults({ slow_progress: 40 });
      await expect(batches.update(batch, BATCH.update.resume)).resolves.toMatchObject({ max_concurrent: 5 });
      await eventually(async () => (await lab.mock.stats('image')).in_flight === 5, {
        what: 'the wider window',
        timeoutMs: 20_000,
      });
      await lab.mock.setFaults({ slow_progress: 1 });
      await expect(batch.result()).resolves.toMatchObject({ completed: 14 });
      expect(await countImages()).toEqual({ submissions: 14, completed: 14, max_in_flight_all: 5 });
      expect(await batches.readLines(batch)).toHaveLength(14);
    });
  });

  it.each([
    [0, /at least 1.*pause/],
    [10_001, /at most 10000/],
    ['many', /whole number/],
  ])('refuses a window of %j in words', async (max, words) => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const batch = await batches.start({ requests: images(2) });
      const attempt = batches.update(batch, BATCH.update.setMaxConcurrent, max);
      await expect(attempt).rejects.toMatchObject({ cause: { message: expect.stringMatching(words) } });
      await batches.update(batch, BATCH.update.cancelAll);
      await expect(batch.result()).resolves.toMatchObject({ cancelled: 2 });
    });
  });

  it('has its failed items run again, and no others', async () => {
    const limits = { max_stage_retries: 0, job_timeout_seconds: 60, queue_timeout_seconds: 60 };
    const retryTwo = async (): Promise<void> => {
      await lab.mock.setFaults({ failure_rate: 1, slow_progress: 5 });
      const batch = await batches.start({ max_concurrent: 1, requests: images(5) });
      await batches.untilEnded(batch, 2);
      await batches.update(batch, BATCH.update.pause);
      await untilQuiet(batch);
      const failed = await batches.readLines(batch);
      await lab.mock.setFaults({ failure_rate: 0, slow_progress: 1 });
      await batches.update(batch, BATCH.update.resume);
      const retry = (await batches.update(batch, BATCH.update.retryFailed)) as BatchRetry;
      expect(retry).toMatchObject({ total: 5, failed: 0, retried: expect.any(Number) });
      await expect(batch.result()).resolves.toMatchObject({ completed: 5, failed: 0 });
      const lines = await batches.readLines(batch);
      expect(lines).toHaveLength(5);
      const again = lines.filter(({ attempt }) => attempt === 2);
      expect(again).toHaveLength(retry.retried);
      expect(failed).toHaveLength(retry.retried);
      expect(again.map(({ index }) => index)).toEqual(
        expect.arrayContaining(failed.map(({ index }) => index)),
      );
      expect(again.map(({ workflow_id: id }) => id)).toContain(`${batch.workflowId}:0:retry-1`);
      expect(await countImages()).toMatchObject({ submissions: 5 + retry.retried });
    };
    await lab.work(retryTwo, { limits });
  });

  it.each([
    ['the engine', (batch: { cancel(): Promise<unknown> }) => batch.cancel()],
    ['a signal', (batch: { signal(name: string): Promise<unknown> }) => batch.signal(SIGNAL.cancel)],
  ])('ends cancelled with its items when %s says so', async (_who, cancel) => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const batch = await batches.start({ max_concurrent: 3, requests: images(30) });
      await eventually(async () => (await lab.mock.stats('image')).in_flight === 3, { what: 'the window' });
      await cancel(batch);
      await expect(batch.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      const { memo } = await batch.describe();
      expect(memo).toMatchObject({ result: { batch_id: batch.workflowId, total: 30, cancelled: 30 } });
      const lines = await batches.readLines(batch);
      expect(lines).toHaveLength(30);
      expect(lines.filter(({ workflow_id }) => workflow_id !== null)).toHaveLength(3);
      expect(await lab.mock.stats('image')).toMatchObject({ cancelled: 3, in_flight: 0 });
    });
  });

  it('goes on with another worker, and makes nothing twice', async () => {
    await lab.mock.setFaults({ slow_progress: 10 });
    const batch = await batches.start({ max_concurrent: 4, requests: images(12) });
    await lab.dismiss();
    await lab.work(() => batches.untilEnded(batch, 2));
    await lab.dismiss();
    await lab.work(() => batches.untilEnded(batch, 6));
    await lab.dismiss();
    await lab.work(() => batch.result());
    expect(await countImages()).toEqual({ submissions: 12, completed: 12, max_in_flight_all: 4 });
    expect(await batches.readLines(batch)).toHaveLength(12);
  });

  it('counts items that were ended by hand', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const batch = await batches.start({ max_concurrent: 3, requests: images(3) });
      await eventually(async () => (await lab.mock.stats('image')).in_flight === 3, { what: 'the window' });
      const item = (index: number) => lab.engine.client.workflow.getHandle(`${batch.workflowId}:${index}`);
      await item(0).terminate('by hand');
      await item(1).cancel();
      await item(2).cancel();
      await expect(batch.result()).resolves.toMatchObject({ completed: 0, cancelled: 3 });
      const lines = await batches.readLines(batch);
      const outcomeOf = (at: number) => lines.find(({ index }) => index === at)?.result?.cancel_outcome;
      expect([0, 1, 2].map(outcomeOf)).toEqual([undefined, 'cancelled_at_provider', 'cancelled_at_provider']);
    });
  });
});
