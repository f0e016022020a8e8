import { toLimiterId } from '@genvideo/models';
import { pauseLimiter, resumeLimiter } from '@genvideo/progress-client/direct';
import { eventually, startHttpServer, uniqueId, uniqueQueue, withWorker } from '@genvideo/testing';
import { startS3Server } from '@genvideo/testing/s3';
import { expectOnly, runDoctorProgram, startDoctorLab, type DoctorLab } from '../../test/doctor-lab';

let lab: DoctorLab;
beforeAll(async () => {
  lab = await startDoctorLab();
}, 120_000);
afterAll(() => lab?.resources.end());

describe('the doctor finds what is planted around it, names what to do, and blames nothing else:', () => {
  it('an engine that is down', async () => {
    const host = new URL(lab.nowhere).host;
    const { failed, exitStatus, about } = await lab.examine({ TEMPORAL_HOST: host });
    expect({ failed, exitStatus }).toEqual({ failed: ['engine'], exitStatus: 3 });
    expect(about('engine')).toMatch(/no Temporal server answers .* -> Start one with "npm start"/);
    expect(about('workers')).toMatch(/the engine has to be reached first/);
  });

  it('an engine that accepts connections and says nothing', async () => {
    const silent = lab.resources.add(await startHttpServer(() => new Promise<void>(() => undefined)));
    const { failed, exitStatus } = await lab.examine({ TEMPORAL_HOST: `127.0.0.1:${silent.port}` });
    expect({ failed, exitStatus }).toEqual({ failed: ['engine'], exitStatus: 3 });
  });

  it('a worker on another queue', async () => {
    const taskQueue = uniqueQueue('doctor-wrong');
    const examined = await lab.examine({ TEMPORAL_TASK_QUEUE: taskQueue });
    expectOnly(examined, 'workers', /one polls "[^"]+" -> Set TEMPORAL_TASK_QUEUE to the same/);
  });

  it('a worker that takes activities only', async () => {
    const taskQueue = uniqueQueue('doctor-half');
    const activities = { nothing: () => Promise.resolve() };
    await withWorker({ engine: lab.engine, taskQueue, activities }, async () => {
      const examined = await eventually(
        async () => {
          const seen = await lab.examine({ TEMPORAL_TASK_QUEUE: taskQueue });
          expect(seen.about('workers')).toContain('none takes workflow tasks');
          return seen;
        },
        { what: 'the worker to poll', timeoutMs: 20_000 },
      );
      expectOnly(examined, 'workers', /Look at the log of the worker/);
    });
  });

  it('a worker that was killed, while the engine still names it', async () => {
    const taskQueue = uniqueQueue('doctor-killed');
    const worker = await lab.startWorker({ TEMPORAL_TASK_QUEUE: taskQueue });
    worker.kill('SIGKILL');
    await worker.exited;
    const workflowId = uniqueId('kite');
    const args = [{ prompt: 'A kite', user_id: 'ada' }];
    await lab.engine.client.workflow.start('GenVideoWorkflow', { taskQueue, workflowId, args });
    const examined = await eventually(
      async () => {
        const seen = await lab.examine({ TEMPORAL_TASK_QUEUE: taskQueue });
        expect(seen.about('workers')).toContain('gone or stuck');
        return seen;
      },
      { what: 'the doctor to notice', timeoutMs: 30_000 },
    );
    expectOnly(examined, 'workers', /work has waited .* -> Start a worker: npx nx serve worker/);
  });

  it('a worker that keeps results in another store than the API', async () => {
    const TEMPORAL_TASK_QUEUE = uniqueQueue('doctor-elsewhere');
    const RESULTS_DIR = `${lab.environment['RESULTS_DIR']}-elsewhere`;
    await lab.startWorker({ TEMPORAL_TASK_QUEUE, RESULTS_DIR });
    const examined = await lab.examine({ TEMPORAL_TASK_QUEUE });
    expectOnly(
      examined,
      'shared store',
      /another store than the worker \d+@\S+, so batches fail .* -> Give the API and all workers the same RESULTS_DIR/,
    );
  });

  it('workers of one queue that are set otherwise, which the later of them says itself', async () => {
    const TEMPORAL_TASK_QUEUE = uniqueQueue('doctor-two-deployments');
    const others = { MAX_STAGE_RETRIES: '0', JOB_TIMEOUT_SECONDS: '60', CONTENT_DENY_LIST_FILE: __filename };
    await lab.startWorker({ TEMPORAL_TASK_QUEUE, ...others });
    const later = await lab.startWorker({ TEMPORAL_TASK_QUEUE });
    const line = await later.waitForLine((text) => text.includes('worker_is_set_otherwise'));
    expect(JSON.parse(line)).toMatchObject({
      settings: ['MAX_STAGE_RETRIES', 'JOB_TIMEOUT_SECONDS', 'CONTENT_DENY_LIST_FILE'],
      hint: expect.stringContaining('TEMPORAL_TASK_QUEUE of its own'),
    });
    const { failed, about } = await lab.examine({ TEMPORAL_TASK_QUEUE });
    expect(failed).toEqual([]);
    expect(about('shared settings')).toMatch(
      /set otherwise .*: .*MAX_STAGE_RETRIES, JOB_TIMEOUT_SECONDS(, CONTENT_DENY_LIST_FILE)? \(\d+@/,
    );
    expect(about('shared settings')).toContain('CONTENT_DENY_LIST_FILE');
  });

  it('a limiter that is paused', async () => {
    await pauseLimiter(lab.engine.client, lab.taskQueue);
    const examined = await lab.examine();
    await resumeLimiter(lab.engine.client, lab.taskQueue);
    expectOnly(
      examined,
      'limiter',
      /is paused, so no job starts; .* -> Resume it: curl -X PATCH .*"paused":false/,
    );
  });

  it('a limiter that was terminated', async () => {
    const taskQueue = uniqueQueue('doctor-unlimited');
    await lab.startWorker({ TEMPORAL_TASK_QUEUE: taskQueue });
    await lab.engine.client.workflow.getHandle(toLimiterId(taskQueue)).terminate();
    const examined = await lab.examine({ TEMPORAL_TASK_QUEUE: taskQueue });
    expectOnly(examined, 'limiter', /no limiter runs .* -> Restart a worker/);
  });

  it('search attributes that are not registered', async () => {
    const namespace = uniqueId('bare');
    const { workflowService } = lab.engine.client.connection;
    await workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const settings = { TEMPORAL_NAMESPACE: namespace };
    await eventually(() => workflowService.describeNamespace({ namespace }), { what: 'the namespace' });
    await eventually(() => lab.startWorker(settings), { what: 'a worker there', timeoutMs: 40_000 });
    const examined = await lab.examine(settings);
    expectOnly(
      examined,
      'search attributes',
      /lacks CustomProgress and CustomTag, so no job starts -> .*--name CustomProgress --type Int --name CustomTag --type KeywordList/,
    );
  });

  it('a bucket that is not there, and none where it is', async () => {
    const s3 = lab.resources.add(await startS3Server());
    const environment = { ...lab.environment, ...s3.environment };
    const there = await runDoctorProgram(['--json'], environment);
    expect(there).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`\\"${s3.bucket}\\" at`) });
    const missing = await runDoctorProgram([], { ...environment, S3_BUCKET: 'no-such-bucket' });
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toMatch(
      /FAIL results +results cannot be kept in the bucket "no-such-bucket".*\n +-> Create the bucket/,
    );
    expect(missing.stdout.match(/FAIL/g)).toHaveLength(1);
  });
});
