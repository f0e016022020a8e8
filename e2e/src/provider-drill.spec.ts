import { setTimeout as delay } from 'node:timers/promises';
import { toSubmissionId, type FailureType, type Stage } from '@genvideo/models';
import { toKlingExternalId } from '@genvideo/models/wire';
import {
  createResourceStack,
  loadTestEnvironment,
  startMockServices,
  type MockLedgerLine,
  type MockServices,
} from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from '../test/job-stack';
import { untilEnded, type Ended } from '../test/until-ended';
import { countRefusals, type RefusalCount } from '../test/count-refusals';
import { COMFYUI_FAULTS, KLING_FAULTS, KLING_LIMIT } from '../test/wire-faults';

/** For the long drill: GENVIDEO_PROVIDER_DRILL_JOBS=300 GENVIDEO_PROVIDER_DRILL_DOWN_SECONDS=30 npx nx test e2e -- provider-drill. */
const setting = (name: string, fallback: number): number =>
  Number(process.env[`GENVIDEO_PROVIDER_DRILL_${name}`] ?? fallback);

const JOBS = setting('JOBS', 24);
/** How long the API is down, and so is Kling, one after the other. */
const DOWN_MS = setting('DOWN_SECONDS', 2) * 1_000;
const COMFYUI_DOWN_MS = 2_000;

/** Enough tries that a lost task and a failed one in a row do not end a job too often. */
const MAX_ATTEMPTS = 20;

/** How a job may end that did not complete, and how its last video then ended at Kling, if there was one. */
const HONEST_ENDS: Partial<Record<FailureType, RegExp>> = {
  ProviderFailed: /^(failed|cancelled|lost|none)$/,
  InvalidRequest: /^(failed|cancelled|lost|none)$/,
  ProviderRefused: /^(failed|cancelled|lost|none)$/,
  ProviderMisconfigured: /^(failed|cancelled|lost|none)$/,
  // A file that was made, and was gone when it was to be stored.
  ContractViolation: /^completed$/,
};

describe(`${JOBS} jobs over two ComfyUI servers and Kling with every fault of theirs at 5 %`, () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let other: MockServices;
  let jobs: Ended[];
  let images: MockLedgerLine[];
  let videos: MockLedgerLine[];
  let refusals: RefusalCount;
  let seconds: number;

  const restartComfyui = (): Promise<Response> =>
    fetch(`${other.imageUrl}/admin/comfyui/restart`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ down_ms: COMFYUI_DOWN_MS }),
    });

  /** Troubles that come at a time, each when the one before is over: so is a bad day. */
  const makeTrouble = async (over: AbortSignal): Promise<void> => {
    const rest = (ms: number): Promise<unknown> =>
      delay(ms, undefined, { signal: over }).catch(() => undefined);
    await rest(1_000);
    await restartComfyui();
    const api = await stack.startApi();
    await rest(1_000);
    api.kill('SIGKILL');
    await rest(DOWN_MS);
    await stack.startApi();
    if (!over.aborted) await stack.mock.setFaults({ video: { ...KLING_FAULTS, maintenance_ms: DOWN_MS } });
  };

  beforeAll(async () => {
    other = resources.add(
      await startMockServices({ imageSeconds: 0.1, seed: 8, faults: { image: COMFYUI_FAULTS } }),
    );
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      apiPort: await freePort(),
      mock: {
        ...{ imageSeconds: 0.1, videoSeconds: 0.4, seed: 7 },
        faults: { image: COMFYUI_FAULTS, video: KLING_FAULTS },
        args: ['--kling-access-key', 'ak', '--kling-secret-key', 'sk'],
      },
      env: ({ imageUrl }) => ({
        ...{ IMAGE_PROVIDER: 'comfyui', IMAGE_API_BASE_URL: `${imageUrl},${other.imageUrl}` },
        ...{ VIDEO_PROVIDER: 'kling', VIDEO_API_ACCESS_KEY: 'ak', VIDEO_API_SECRET_KEY: 'sk' },
        ...{ MAX_CONCURRENT_JOBS: '40', LIMITER_RECONCILE_SECONDS: '5' },
      }),
    });
    resources.defer(() => stack.close());
    await stack.startWorker();
    await stack.startWorker();
    const startedAt = Date.now();
    const over = new AbortController();
    const counting = countRefusals(() => stack.mock.stats('video'), over.signal);
    const handles = await Promise.all(Array.from({ length: JOBS }, () => stack.start()));
    const trouble = makeTrouble(over.signal);
    jobs = await Promise.all(handles.map(untilEnded));
    seconds = (Date.now() - startedAt) / 1_000;
    over.abort();
    await trouble;
    refusals = await counting;
    images = [...(await stack.mock.ledger('image')), ...(await other.ledger('image'))];
    videos = await stack.mock.ledger('video');
  }, 1_800_000);
  afterAll(() => resources.end());

  /** The submissions of a job's stage, in order, that its provider took. */
  const submissionsOf = (id: string, stage: Stage): MockLedgerLine[] => {
    const ledger = stage === 'image' ? images : videos;
    return Array.from({ length: MAX_ATTEMPTS }, (_, index) =>
      toKlingExternalId(toSubmissionId({ workflowId: id, stage, attempt: index + 1 })),
    ).flatMap((key) => ledger.filter((line) => line.idempotency_key === key));
  };

  it('all end, in a state that is true', async () => {
    for (const { id, result } of jobs) {
      expect((await stack.readState(id)).result).toEqual(result);
      const [image, video] = [submissionsOf(id, 'image').at(-1), submissionsOf(id, 'video').at(-1)];
      if (result.status === 'completed') {
        expect([id, image?.status, video?.status]).toEqual([id, 'completed', 'completed']);
        expect(result.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
        continue;
      }
      const ends = HONEST_ENDS[result.error?.type as FailureType] ?? /^$/;
      expect([id, result.error, video?.status ?? 'none']).toEqual([
        ...[id, result.error, expect.stringMatching(ends)],
      ]);
    }
    expect(jobs).toHaveLength(JOBS);
    expect(jobs.filter(({ result }) => result.status === 'completed').length).toBeGreaterThan(JOBS / 3);
  });

  it('are submitted once per job, stage and try, but for what a server had lost', () => {
    const kept = [...images, ...videos].filter(({ status }) => status !== 'lost');
    const keys = kept.map((line) => line.idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
    const ours = jobs.flatMap(({ id }) => [...submissionsOf(id, 'image'), ...submissionsOf(id, 'video')]);
    expect(ours).toHaveLength(images.length + videos.length);
    const paid = videos.map((line) => line.idempotency_key);
    expect(new Set(paid).size).toBe(paid.length);
  });

  it('keep to what Kling allows at once, once it has said so', async () => {
    const { max_in_flight: most } = await stack.mock.stats('video');
    expect(most).toBeLessThanOrEqual(KLING_LIMIT);
    expect(refusals.first + refusals.later).toBeLessThan(JOBS);
  });

  it('had their troubles, and leave nothing running', async () => {
    const all = [
      await stack.mock.stats('image'),
      await other.stats('image'),
      await stack.mock.stats('video'),
    ];
    expect(all.reduce((sum, { in_flight }) => sum + in_flight, 0)).toBe(0);
    const ended = [...images, ...videos].map(({ status }) => status);
    expect(new Set(ended).size).toBeGreaterThan(1);
    await expect(stack.listFiles('temp')).resolves.toEqual([]);
    const count = (type: string) =>
      jobs.filter(({ result }) => (result.error?.type ?? 'completed') === type).length;
    const ends = ['completed', ...Object.keys(HONEST_ENDS)].map((type) => [type, count(type)]);
    const summary = {
      seconds,
      ends: Object.fromEntries(ends),
      submissions: [images.length, videos.length],
      refusals,
    };
    process.stdout.write(`provider drill: ${JSON.stringify(summary)}\n`);
  });
});
