import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import {
  SIGNAL,
  type ImageRequest,
  type JobKind,
  type JobRequest,
  type VideoRequest,
} from '@genvideo/models';
import { eventually, loadTestEnvironment, type MockFaults, WORKSPACE_ROOT } from '@genvideo/testing';
import { openJobLab, type JobLab } from '../test/job-lab';
import { openProviderLab, type ProviderLab } from '../test/provider-lab';
import { HISTORIES_FOLDER } from '../test/histories-folder';

/** Set to keep the histories of this run for the replay spec: RECORD_HISTORIES=true npx nx test workflows. */
const KEEP = process.env['RECORD_HISTORIES'] === 'true';

interface Scenario {
  name: string;
  /** Default `job`. */
  kind?: JobKind;
  request?: Partial<JobRequest & VideoRequest & ImageRequest>;
  faults?: MockFaults;
  /** Whether its pictures are made by a provider that has a limiter of its own. */
  isLimited?: boolean;
  during?: (handle: WorkflowHandle) => Promise<unknown>;
}

let lab: JobLab;
let provider: ProviderLab;
beforeAll(async () => {
  lab = await openJobLab();
  provider = await openProviderLab(lab);
});
afterAll(() => lab.close());

const untilVideo = (field: 'in_flight' | 'completed') =>
  eventually(async () => (await lab.mock.stats('video'))[field] === 1, { what: `the video to be ${field}` });

const scenarios: Scenario[] = [
  { name: 'completed' },
  { name: 'image-only', request: { job_type: 'image' } },
  { name: 'from-picture', request: { image_url: 'http://pictures.test/a.png' } },
  { name: 'retried', faults: { fail_first: 1 } },
  { name: 'failed', faults: { failure_rate: 1 } },
  { name: 'invalid', request: { width: 1 } },
  { name: 'video-request', kind: 'video' },
  { name: 'video-request-made-otherwise', kind: 'video', request: { resolution: '1024x512', fps: 60 } },
  { name: 'video-request-retried', kind: 'video', faults: { video: { fail_first: 1 } } },
  { name: 'video-request-invalid', kind: 'video', request: { fps: 0 } },
  { name: 'image-request', kind: 'image', request: { num_images: 3 } },
  {
    name: 'cancelled',
    faults: { video: { stuck_rate: 1 } },
    during: async (handle) => {
      await untilVideo('in_flight');
      await handle.signal(SIGNAL.cancel);
    },
  },
  {
    name: 'parked',
    isLimited: true,
    faults: { maintenance_ms: 600_000 },
    during: async () => {
      await provider.until('the job to wait', ({ waiting }) => waiting === 1);
      await lab.mock.setFaults({ maintenance_ms: 0 });
    },
  },
  {
    name: 'called-back',
    faults: { video: { slow_progress: 3 } },
    during: async (handle) => {
      await untilVideo('in_flight');
      await handle.signal(SIGNAL.videoDone, {
        stage: 'video',
        attempt: 1,
        task_id: 'early',
        status: 'completed',
      });
    },
  },
];

/** Without what tells of the machine that recorded it: its folders, its name, its processes. */
const toPortable = (json: string): string =>
  `${json.replaceAll(WORKSPACE_ROOT, '').replaceAll(/\d+@[\w.-]+/g, 'recorder')}\n`;

describe('a history', () => {
  it.each(scenarios)('of a job that is $name replays', async (scenario) => {
    const { name, kind = 'job', request = {}, faults, isLimited = false, during } = scenario;
    await lab.mock.reset(faults);
    const handle = await lab.work(
      async () => {
        const started = await (kind === 'job' ? lab.start(request) : lab.startRequest(kind, request));
        await during?.(started);
        await started.result().catch(() => undefined);
        return started;
      },
      {
        ...(isLimited ? provider.change : {}),
        limits: { max_stage_retries: 1, job_timeout_seconds: 60, queue_timeout_seconds: 60 },
      },
    );
    const history = await handle.fetchHistory();
    const { bundlePath } = loadTestEnvironment();
    await Worker.runReplayHistory(
      { workflowBundle: { codePath: bundlePath ?? '' } },
      history,
      handle.workflowId,
    );
    if (!KEEP) return;
    await mkdir(HISTORIES_FOLDER, { recursive: true });
    await writeFile(path.join(HISTORIES_FOLDER, `${name}.history.json`), toPortable(historyToJSON(history)));
  });
});
