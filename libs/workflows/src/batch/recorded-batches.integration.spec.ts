import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { BATCH } from '@genvideo/models';
import { eventually, loadTestEnvironment, WORKSPACE_ROOT, type MockFaults } from '@genvideo/testing';
import { image, images, openBatchLab, type BatchInput, type BatchLab } from '../../test/batch-lab';
import { HISTORIES_FOLDER } from '../../test/histories-folder';
import { openJobLab, type JobLab } from '../../test/job-lab';

/** Set to keep the histories of this run for the replay spec: RECORD_HISTORIES=true npx nx test workflows. */
const KEEP = process.env['RECORD_HISTORIES'] === 'true';

interface Scenario {
  name: string;
  input: BatchInput;
  faults?: MockFaults;
  during?: (batch: WorkflowHandle) => Promise<unknown>;
}

let lab: JobLab;
let batches: BatchLab;
beforeAll(async () => {
  lab = await openJobLab();
  batches = openBatchLab(lab);
});
afterAll(() => lab.close());

const untilBegun = () =>
  eventually(async () => (await lab.mock.stats('image')).in_flight > 0, { what: 'an item to begin' });

const scenarios: Scenario[] = [
  { name: 'batch-completed', input: { requests: images(3) } },
  { name: 'batch-refused', input: { requests: [] } },
  { name: 'batch-failed-fast', input: { fail_fast: true, requests: [image('forbidden'), ...images(3)] } },
  {
    name: 'batch-cancelled',
    input: { requests: images(5) },
    faults: { stuck_rate: 1 },
    during: async (batch) => {
      await untilBegun();
      await batch.cancel();
    },
  },
  {
    name: 'batch-steered',
    input: { max_concurrent: 1, requests: [image('forbidden'), ...images(4)] },
    faults: { slow_progress: 6 },
    during: async (batch) => {
      await batches.untilEnded(batch, 1);
      await batches.update(batch, BATCH.update.pause);
      await batches.update(batch, BATCH.update.setMaxConcurrent, 3);
      await batches.update(batch, BATCH.update.retryFailed);
      await batches.update(batch, BATCH.update.resume);
    },
  },
  {
    name: 'batch-stopped',
    input: { requests: images(5) },
    faults: { stuck_rate: 1 },
    during: async (batch) => {
      await untilBegun();
      await batches.update(batch, BATCH.update.cancelAll);
    },
  },
];

/** Without what tells of the machine that recorded it: its folders, its name, its processes. */
const toPortable = (json: string): string =>
  `${json.replaceAll(WORKSPACE_ROOT, '').replaceAll(/\d+@[\w.-]+/g, 'recorder')}\n`;

describe('a history', () => {
  it.each(scenarios)('of a $name replays', async ({ name, input, faults, during }) => {
    await lab.mock.reset(faults);
    const batch = await batches.start(input);
    await lab.work(async () => {
      await during?.(batch);
      await batch.result().catch(() => undefined);
    });
    const history = await batch.fetchHistory();
    const { bundlePath } = loadTestEnvironment();
    await Worker.runReplayHistory(
      { workflowBundle: { codePath: bundlePath ?? '' } },
      history,
      batch.workflowId,
    );
    if (!KEEP) return;
    await mkdir(HISTORIES_FOLDER, { recursive: true });
    const file = path.join(HISTORIES_FOLDER, `${name}.history.json`);
    await writeFile(file, toPortable(historyToJSON(history)));
  });
});
