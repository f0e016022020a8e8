import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  toLateResultId,
  toSubmissionId,
  type FailureType,
  type JobResult,
  type Stage,
} from '@genvideo/models';
import { toKlingExternalId } from '@genvideo/models/wire';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  WORKSPACE_ROOT,
  type MockLedgerLine,
} from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { cancelAtStep } from '../test/cancel-at-step';
import { countRefusals, type RefusalCount } from '../test/count-refusals';
import { openJobStack, type JobStack } from '../test/job-stack';
import { startMortalComfyui, type MortalComfyui } from '../test/mortal-comfyui';
import { untilEnded, type Ended } from '../test/until-ended';
import { COMFYUI_FAULTS, KLING_FAULTS, KLING_LIMIT } from '../test/wire-faults';

/** For the long drill: GENVIDEO_PROVIDER_DRILL_JOBS=300 GENVIDEO_PROVIDER_DRILL_DOWN_SECONDS=30 npx nx test e2e -- provider-drill. */
const setting = (name: string, fallback: number): number =>
  Number(process.env[`GENVIDEO_PROVIDER_DRILL_${name}`] ?? fallback);

const JOBS = setting('JOBS', 12);
/** How long the API is down, and so is Kling, one after the other. */
const DOWN_MS = setting('DOWN_SECONDS', 2) * 1_000;
const COMFYUI_DOWN_MS = 2_000;

/** One job of so many is cancelled on its way. */
const CANCELLED_OF = 20;

/** Enough tries that a lost task and a failed one in a row do not end a job too often. */
const MAX_ATTEMPTS = 20;

/** The node of the graph whose picture is wanted. */
const SAVING_NODE = '9';

const CALLBACK_SECRET = 'whsec_dGhlIHNlY3JldCBvZiB0aGUgZHJpbGwncyBjYWxsYmFja3M=';

/** Why a job may fail at all: each is final by the contract. Files that are not there at first, for one, are not. */
const FINAL = ['ProviderFailed', 'InvalidRequest', 'ProviderRefused', 'ProviderMisconfigured'] as const;

/** How the last video of a failed job ended at Kling, if there was one. */
const UNUSABLE = /^(failed|cancelled|lost|none)$/;

describe(`${JOBS} jobs over two ComfyUI servers and Kling with each fault of theirs at 5 %`, () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let other: MortalComfyui;
  let jobs: Ended[];
  let images: MockLedgerLine[];
  let videos: MockLedgerLine[];
  let refusals: RefusalCount;
  let seconds: number;

  /** Troubles that come at a time, each when the one before is over: so is a bad day. */
  const makeTrouble = async (over: AbortSignal): Promise<void> => {
    const rest = (ms: number): Promise<unknown> =>
      delay(ms, undefined, { signal: over }).catch(() => undefined);
    // Killed in the middle of its work, it has something to lose.
    while (!over.aborted && (await other.stats('image')).in_flight < 2) await rest(50);
    await other.killFor(COMFYUI_DOWN_MS);
    const api = await stack.startApi();
    await rest(1_000);
    api.kill('SIGKILL');
    await rest(DOWN_MS);
    await stack.startApi();
    if (!over.aborted) await stack.mock.setFaults({ video: { ...KLING_FAULTS, maintenance_ms: DOWN_MS } });
  };

  /** The built-in graph with a second output, so that one of two can be found wrong. */
  const writeGraph = async (): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-graph-'));
    resources.defer(() => rm(folder, { recursive: true }));
    const shipped = path.join(WORKSPACE_ROOT, 'docs/providers/comfyui-text-to-image.json');
    const graph = JSON.parse(await readFile(shipped, 'utf8')) as object;
    const preview = { class_type: 'PreviewImage', inputs: { images: ['8', 0] }, _meta: { title: 'Preview' } };
    const file = path.join(folder, 'graph.json');
    await writeFile(file, JSON.stringify({ ...graph, '10': preview }));
    return file;
  };

  const openStack = async (): Promise<void> => {
    other = resources.add(
      await startMortalComfyui({
        ...{ imageSeconds: 0.1, seed: 8 },
        faults: { image: { ...COMFYUI_FAULTS, comfyui_old: true } },
      }),
    );
    const COMFYUI_WORKFLOW_FILE = await writeGraph();
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      apiPort: await freePort(),
      mock: {
        ...{ imageSeconds: 0.1, videoSeconds: 0.4, seed: 7, callbackSecret: CALLBACK_SECRET },
        faults: { image: COMFYUI_FAULTS, video: KLING_FAULTS },
        args: ['--kling-access-key', 'ak', '--kling-secret-key', 'sk'],
      },
      env: ({ imageUrl }) => ({
        ...{ IMAGE_PROVIDER: 'comfyui', IMAGE_API_BASE_URL: `${imageUrl},${other.url}` },
        ...{ VIDEO_PROVIDER: 'kling', VIDEO_API_ACCESS_KEY: 'ak', VIDEO_API_SECRET_KEY: 'sk' },
        ...{ MAX_CONCURRENT_JOBS: '40', LIMITER_RECONCILE_SECONDS: '5' },
        ...{ CALLBACK_SECRET, COMFYUI_WORKFLOW_FILE },
      }),
    });
    resources.defer(() => stack.close());
    await stack.startWorker();
    await stack.startWorker();
  };

  const readStats = async () => ({
    image: [await stack.mock.stats('image'), await other.stats('image')],
    video: await stack.mock.stats('video'),
  });

  beforeAll(async () => {
    await openStack();
    const startedAt = Date.now();
    const over = new AbortController();
    const counting = countRefusals(() => stack.mock.stats('video'), over.signal);
    const handles = await Promise.all(Array.from({ length: JOBS }, () => stack.start()));
    const trouble = makeTrouble(over.signal);
    const unwanted = handles.filter((_, index) => index % CANCELLED_OF === 0);
    const cancelling = unwanted.map((handle, index) => cancelAtStep(handle, index % 2 ? 'image' : 'video'));
    jobs = await Promise.all(handles.map((handle) => untilEnded(handle, (id) => stack.readState(id))));
    seconds = (Date.now() - startedAt) / 1_000;
    over.abort();
    await Promise.all([trouble, ...cancelling]);
    refusals = await counting;
    const isIdle = async (): Promise<boolean> => {
      const { image, video } = await readStats();
      return [...image, video].every(({ in_flight }) => in_flight === 0);
    };
    // What cancelled jobs left at Kling goes on to its end.
    await eventually(isIdle, { what: 'the providers to have ended all tasks', timeoutMs: 60_000 });
    images = [...(await stack.mock.ledger('image')), ...(await other.ledger())];
    videos = await stack.mock.ledger('video');
  }, 5_400_000);
  afterAll(() => resources.end());

  /** The submissions of a job's stage, in order, that its provider took. */
  const submissionsOf = (id: string, stage: Stage): MockLedgerLine[] => {
    const ledger = stage === 'image' ? images : videos;
    return Array.from({ length: MAX_ATTEMPTS }, (_, index) =>
      toKlingExternalId(toSubmissionId({ workflowId: id, stage, attempt: index + 1 })),
    ).flatMap((key) => ledger.filter((line) => line.idempotency_key === key));
  };
  const lastOf = (id: string): [image: string, video: string] => [
    submissionsOf(id, 'image').at(-1)?.status ?? 'none',
    submissionsOf(id, 'video').at(-1)?.status ?? 'none',
  ];
  const ended = (...statuses: JobResult['status'][]): Ended[] =>
    jobs.filter(({ result }) => statuses.includes(result.status));

  it('all end, and their records say so', async () => {
    expect(jobs).toHaveLength(JOBS);
    for (const { id, result } of jobs.filter(({ result: { late } }) => late === null))
      expect((await stack.readState(id)).result).toEqual(result);
    expect(ended('completed').length).toBeGreaterThan(JOBS / 8);
  });

  it('complete where both providers did', () => {
    for (const { id, result } of ended('completed')) {
      expect([id, ...lastOf(id)]).toEqual([id, 'completed', 'completed']);
      expect(result.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
    }
  });

  it('fail for what is final alone', () => {
    for (const { id, result } of ended('failed')) {
      expect([id, result.error]).toEqual([
        id,
        expect.objectContaining({ type: expect.stringMatching(FINAL.join('|')) }),
      ]);
      expect([id, result.error, lastOf(id)[1]]).toEqual([id, result.error, expect.stringMatching(UNUSABLE)]);
    }
  });

  it('say of a cancel what the provider did, and keep what it made all the same', async () => {
    for (const { id, result } of ended('cancelled')) {
      if (result.late === null) continue;
      const { runId = '' } = await stack.client.workflow.getHandle(id).describe();
      const watch = stack.client.workflow.getHandle(toLateResultId({ workflow_id: id, run_id: runId }));
      const { late } = (await watch.result()) as JobResult;
      const [image, video] = lastOf(id);
      const left = late?.stage === 'image' ? image : video;
      expect([id, left, late?.state]).toEqual([id, left, left === 'completed' ? 'kept' : 'nothing']);
    }
  }, 120_000);

  it('are submitted once per job, stage and try, but for what a server had lost, or took without the node that saves', () => {
    const isOurs = ({ status, left_out }: MockLedgerLine): boolean =>
      status !== 'lost' && left_out !== SAVING_NODE;
    const kept = [...images, ...videos].filter(isOurs);
    const keys = kept.map((line) => line.idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
    const ours = jobs.flatMap(({ id }) => [...submissionsOf(id, 'image'), ...submissionsOf(id, 'video')]);
    expect(ours).toHaveLength(images.length + videos.length);
  });

  it('keep to what Kling allows at once, once it has said so', async () => {
    const { max_in_flight: most } = await stack.mock.stats('video');
    expect(most).toBeLessThanOrEqual(KLING_LIMIT);
    expect(refusals.first + refusals.later).toBeLessThan(JOBS);
  });

  it('had their troubles, and leave no files behind', async () => {
    const { image, video } = await readStats();
    const struck = [...image, video].flatMap((stats) => Object.entries(stats.struck));
    expect(new Set(struck.map(([name]) => name)).size).toBeGreaterThan(10);
    await expect(stack.listFiles('temp')).resolves.toEqual([]);
    const types = jobs.map(({ result }) => result.error?.type ?? result.status);
    const toCount = (names: readonly string[]) =>
      Object.fromEntries(
        [...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]),
      );
    const summary = {
      ...{ seconds, ends: toCount(types), submissions: [images.length, videos.length], refusals },
      struck: { images: image.map((stats) => stats.struck), videos: video.struck },
      reasons: toCount(ended('failed').map(({ result }) => toReason(result))),
    };
    process.stdout.write(`provider drill: ${JSON.stringify(summary)}\n`);
  });
});

/** A failure's message without what differs from job to job. */
const toReason = ({ error }: JobResult): string =>
  `${error?.type as FailureType}: ${error?.message ?? ''}`
    .replaceAll(/127\.0\.0\.1:\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|(video|image)-[0-9a-f-]+/g, '...')
    .slice(0, 160);
