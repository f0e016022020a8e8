import { createWebhookNotifier, startNotices, type NoticeEvent } from '@genvideo/activities';
import { NOTICE, toNoticeId, type JobResult, type NoticeMemo } from '@genvideo/models';
import { eventually, SILENT_LOGGER, startHttpServer, uniqueId, type HttpServer } from '@genvideo/testing';
import { openJobLab, type JobLab, type WorkerChange } from '../test/job-lab';

/** `temporal.api.enums.v1.PendingActivityState` */
const CANCEL_REQUESTED = 3;

const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;

interface Call {
  id: string;
  type: string;
  data: JobResult;
  /** How the job stood on the engine when it was told of. */
  jobStatus: string;
}

let lab: JobLab;
let receiver: HttpServer;
let calls: Call[];
/** What the receiver answers next; the last answer stays. */
let answers: number[];
/** What the receiver waits for before it answers. */
let patience: Promise<void>;

beforeAll(async () => {
  lab = await openJobLab();
  receiver = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const headers = request.headers as Record<string, string>;
    const { type, data } = JSON.parse(body) as Pick<Call, 'type' | 'data'>;
    const { status } = await lab.engine.client.workflow.getHandle(data.workflow_id).describe();
    calls.push({ id: headers['webhook-id'] ?? '', type, data, jobStatus: status.name });
    await patience;
    const [answer = 200] = answers.length > 1 ? answers.splice(0, 1) : answers;
    response.writeHead(answer, { 'retry-after': answer === 429 ? '3600' : '1' }).end();
  });
});
afterAll(async () => {
  await receiver.close();
  await lab.close();
});
beforeEach(async () => {
  calls = [];
  answers = [200];
  patience = Promise.resolve();
  await lab.mock.reset();
});

const work = <Output>(run: () => Promise<Output>, change: WorkerChange = {}): Promise<Output> =>
  lab.work(run, {
    notices: {
      notifiers: { webhook: createWebhookNotifier({ secret: SECRET, allowPrivate: true }) },
      everyday: {},
    },
    ...change,
  });
const callsOf = (workflowId: string): Call[] => calls.filter(({ data }) => data.workflow_id === workflowId);
const untilCalled = (workflowId: string): Promise<Call[]> =>
  eventually(() => callsOf(workflowId).length > 0 && callsOf(workflowId), {
    what: 'the webhook to be called',
    timeoutMs: 30_000,
  });
const noticeOf = (workflowId: string) =>
  lab.engine.client.workflow.getHandle(toNoticeId(workflowId, 'webhook'));
const readMemo = async (workflowId: string): Promise<NoticeMemo> =>
  (await noticeOf(workflowId).describe()).memo as NoticeMemo;

describe('NotificationWorkflow', () => {
  it('tells of a completed job, with the result that can be asked for', async () => {
    await work(async () => {
      const handle = await lab.start({ webhook_url: receiver.url, user_id: 'ann' });
      const result = (await handle.result()) as JobResult;
      const id = handle.workflowId;
      const [call, ...more] = await untilCalled(id);
      expect(call).toMatchObject({ type: 'job.completed', data: result, jobStatus: 'COMPLETED' });
      expect(more).toEqual([]);
      await expect(noticeOf(id).result()).resolves.toEqual({
        attempts: 1,
        last_error: null,
        last_status: 200,
      });
      const { searchAttributes } = await noticeOf(id).describe();
      expect(searchAttributes['CustomTag']).toEqual(['delivery:webhook', `of:${id}`, 'user:ann']);
      expect(await readMemo(id)).toMatchObject({
        target: new URL(receiver.url).host,
        outcome: { attempts: 1 },
      });
      expect(await lab.countEvents(handle)).toBeLessThanOrEqual(44);
      expect(await lab.countEvents(noticeOf(id))).toBeLessThanOrEqual(12);
    });
  });

  it('tells of a job that failed, and of one that was cancelled', async () => {
    await work(async () => {
      const failed = await lab.start({ webhook_url: receiver.url, width: 0 });
      await expect(failed.result()).rejects.toThrow();
      expect(await untilCalled(failed.workflowId)).toMatchObject([
        { type: 'job.failed', data: { error: { type: 'InvalidRequest' } }, jobStatus: 'FAILED' },
      ]);
      await lab.mock.setFaults({ image: { stuck_rate: 1 } });
      const cancelled = await lab.start({ webhook_url: receiver.url });
      await eventually(async () => (await lab.progress(cancelled)).step === 'image', { what: 'it to begin' });
      await cancelled.cancel();
      await expect(cancelled.result()).rejects.toThrow();
      expect(await untilCalled(cancelled.workflowId)).toMatchObject([
        { type: 'job.cancelled', data: { status: 'cancelled' }, jobStatus: 'CANCELLED' },
      ]);
    });
  });

  it('tells of a job that was terminated, by the sweep', async () => {
    await work(async () => {
      await lab.mock.setFaults({ image: { stuck_rate: 1 } });
      const handle = await lab.start({ webhook_url: receiver.url });
      await eventually(async () => (await lab.progress(handle)).step === 'image', { what: 'it to begin' });
      await handle.terminate('by hand');
      expect(await untilCalled(handle.workflowId)).toMatchObject([
        {
          type: 'job.cancelled',
          data: { error: { message: expect.stringContaining('Terminated from outside') } },
          jobStatus: 'TERMINATED',
        },
      ]);
    });
  });

  it('tries again until it is taken, under one id, and the job has long been completed', async () => {
    answers = [503, 500, 200];
    await work(async () => {
      const handle = await lab.start({ webhook_url: receiver.url, job_type: 'image' });
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed' });
      const id = handle.workflowId;
      const outcome = await noticeOf(id).result();
      expect(outcome).toEqual({ attempts: 3, last_error: null, last_status: 200 });
      expect(new Set(callsOf(id).map((call) => call.id)).size).toBe(1);
      expect(callsOf(id)).toHaveLength(3);
    });
  });

  it('is tried at once when somebody asks for it, long before its next attempt', async () => {
    answers = [429, 200];
    await work(async () => {
      const handle = await lab.start({ webhook_url: receiver.url, job_type: 'image' });
      await handle.result();
      const notice = noticeOf(handle.workflowId);
      await eventually(
        async () => {
          const { raw } = await notice.describe();
          const [attempt] = raw.pendingActivities ?? [];
          return Boolean(attempt?.lastFailure) && attempt?.attempt === 2;
        },
        { what: 'the first attempt to fail', timeoutMs: 30_000 },
      );
      await notice.signal(NOTICE.signal.deliverNow, 1);
      await expect(notice.result()).resolves.toMatchObject({ attempts: 2, last_status: 200 });
      expect(await readMemo(handle.workflowId)).toMatchObject({ earlier_attempts: 1 });
    });
  });

  it('is not sent twice when somebody asks for it while it is being sent', async () => {
    let answer = (): void => undefined;
    patience = new Promise((resolve) => (answer = resolve));
    await work(async () => {
      const handle = await lab.start({ webhook_url: receiver.url, job_type: 'image' });
      const id = handle.workflowId;
      await untilCalled(id);
      await noticeOf(id).signal(NOTICE.signal.deliverNow, 1);
      await eventually(
        async () =>
          Number((await noticeOf(id).describe()).raw.pendingActivities?.[0]?.state) === CANCEL_REQUESTED,
        { what: 'the workflow to have heard of it' },
      );
      answer();
      await expect(noticeOf(id).result()).resolves.toMatchObject({ attempts: 1, last_status: 200 });
      expect(callsOf(id)).toHaveLength(1);
    });
  });

  it('ends at once where nobody wants to hear any more, and the job stays completed', async () => {
    answers = [410];
    await work(async () => {
      const handle = await lab.start({ webhook_url: receiver.url, job_type: 'image' });
      const id = handle.workflowId;
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', error: null });
      await untilCalled(id);
      await expect(noticeOf(id).result()).rejects.toMatchObject({
        cause: { type: 'DeliveryRefused', message: expect.stringContaining('answered 410') },
      });
      expect((await readMemo(id)).outcome).toMatchObject({ attempts: 1, last_status: 410 });
      expect(callsOf(id)).toHaveLength(1);
      expect(await lab.readState(id)).toMatchObject({ progress: { status: 'completed' } });
    });
  });
});

describe('startNotices', () => {
  const toEvent = (change: Partial<NoticeEvent>): NoticeEvent => {
    const workflow_id = uniqueId('ended');
    return {
      workflow_id,
      run_id: 'first-run',
      user_id: 'ann',
      webhook_url: receiver.url,
      batch_id: null,
      type: 'job.completed',
      data: { workflow_id, completed_at: new Date().toISOString() } as JobResult,
      ...change,
    };
  };
  const tell = (event: NoticeEvent, everyday = {}): Promise<void> =>
    startNotices(event, {
      client: lab.engine.client,
      taskQueue: uniqueId('nobody'),
      everyday,
      logger: SILENT_LOGGER,
      signal: new AbortController().signal,
    });
  const runOf = async (workflowId: string): Promise<string> => (await noticeOf(workflowId).describe()).runId;

  it('tells of the same end once, and of another end anew', async () => {
    const event = toEvent({});
    await tell(event);
    const first = await runOf(event.workflow_id);
    await tell(event);
    expect(await runOf(event.workflow_id)).toBe(first);
    // The engine lets nobody replace a run within its first second.
    await tell({ ...event, run_id: 'after-a-reset' });
    expect(await runOf(event.workflow_id)).not.toBe(first);
    expect(await readMemo(event.workflow_id)).toMatchObject({ run_id: 'after-a-reset' });
  });

  it.each([[null], ['no url'], ['ftp://example.com/'], [42]])('tells nobody by %j', async (webhook_url) => {
    const event = toEvent({ webhook_url });
    await tell(event);
    await expect(runOf(event.workflow_id)).rejects.toThrow();
  });

  it('tells of items of a batch by their own webhooks alone', async () => {
    const everyday = { slack: 'hooks.example.com' };
    const item = toEvent({ batch_id: 'kites' });
    const single = toEvent({});
    await Promise.all([tell(item, everyday), tell(single, everyday)]);
    const slackOf = ({ workflow_id }: NoticeEvent) =>
      lab.engine.client.workflow.getHandle(toNoticeId(workflow_id, 'slack')).describe();
    await expect(slackOf(item)).rejects.toThrow();
    await expect(slackOf(single)).resolves.toMatchObject({ memo: { target: 'hooks.example.com' } });
  });
});
