import { toSubmissionId } from '@genvideo/models';
import { loadTestEnvironment, type MockLedgerLine } from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from '../test/job-stack';
import { untilEnded, type Ended } from '../test/until-ended';

const JOBS = 200;
const MAX_TRIES = 4;

describe('two hundred jobs on a bad day', () => {
  let stack: JobStack;
  let jobs: Ended[];
  let ledger: MockLedgerLine[];

  beforeAll(async () => {
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      apiPort: await freePort(),
      mock: {
        seed: 7,
        faults: {
          failure_rate: 0.2,
          callback_lost_rate: 0.1,
          callback_repeat_rate: 0.1,
          drop_before_accept_rate: 0.025,
          drop_after_accept_rate: 0.025,
        },
      },
    });
    await stack.startApi();
    await stack.startWorker();
    const handles = await Promise.all(Array.from({ length: JOBS }, () => stack.start()));
    jobs = await Promise.all(handles.map((handle) => untilEnded(handle)));
    ledger = [...(await stack.mock.ledger('image')), ...(await stack.mock.ledger('video'))];
  });
  afterAll(() => stack.close());

  const linesOf = (id: string, stage: 'image' | 'video'): MockLedgerLine[] =>
    ledger.filter((line) => line.service === stage && line.idempotency_key?.startsWith(`${id}/${stage}/`));

  it('all end in a state that is true', async () => {
    for (const { id, result } of jobs) {
      const state = await stack.readState(id);
      expect(state.result).toEqual(result);
      const last = (stage: 'image' | 'video') => linesOf(id, stage).at(-1)?.status;
      if (result.status === 'completed') {
        expect([last('image'), last('video')]).toEqual(['completed', 'completed']);
        expect(result.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
      } else {
        const failedStage = last('image') === 'failed' ? 'image' : 'video';
        expect(result).toMatchObject({ status: 'failed', error: { type: 'ProviderFailed' } });
        expect(linesOf(id, failedStage).map(({ status }) => status)).toEqual(Array(MAX_TRIES).fill('failed'));
      }
    }
    expect(jobs).toHaveLength(JOBS);
  });

  it('are paid for once per job, stage and try', () => {
    const keys = ledger.map((line) => line.idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id, result } of jobs) {
      const tries = (['image', 'video'] as const).flatMap((stage) =>
        linesOf(id, stage).map((_line, index) =>
          toSubmissionId({ workflowId: id, stage, attempt: index + 1 }),
        ),
      );
      const asked = (['image', 'video'] as const).flatMap((stage) =>
        linesOf(id, stage).map((line) => line.idempotency_key),
      );
      expect(asked).toEqual(tries);
      expect(result.submissions).toBe(asked.length);
    }
  });

  it('had faults to survive: some failed tries, some callbacks, nothing left running or lying about', async () => {
    const [image, video] = [await stack.mock.stats('image'), await stack.mock.stats('video')];
    expect(image.failed + video.failed).toBeGreaterThan(JOBS / 10);
    expect(video.callbacks_sent).toBeGreaterThan(JOBS / 2);
    expect(image.in_flight + video.in_flight).toBe(0);
    await expect(stack.listFiles('temp')).resolves.toEqual([]);
  });
});
