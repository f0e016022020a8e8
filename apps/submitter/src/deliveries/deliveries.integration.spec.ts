import { Client, Connection } from '@temporalio/client';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startApp,
  startHttpServer,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { toNoticeId, WORKFLOW_TYPE, type Delivery, type Notice } from '@genvideo/models';

const { address } = loadTestEnvironment();
const taskQueue = uniqueQueue('deliveries-command');
const resources = createResourceStack();
afterAll(() => resources.end());

const ENV = { TEMPORAL_HOST: address, TEMPORAL_TASK_QUEUE: taskQueue };

/** Runs the command to its end. */
async function run(...args: string[]) {
  const child = await startApp({ app: 'submitter', entry: 'deliveries/main', args, env: ENV });
  const { exitCode } = await child.exited;
  return { exitCode, output: child.stdout.join('\n'), errors: child.stderr.join('\n') };
}

const readJson = async (...args: string[]): Promise<Delivery[]> => {
  const { output } = await run(...args, '--json');
  return output === '' ? [] : output.split('\n').map((line) => JSON.parse(line) as Delivery);
};

describe('submitter deliveries', () => {
  let status = 410;
  const workflowId = uniqueId('told');
  const id = toNoticeId(workflowId, 'webhook');

  beforeAll(async () => {
    const receiver = resources.add(
      await startHttpServer((_request, response) => void response.writeHead(status).end()),
    );
    resources.add(
      await startApp({
        app: 'worker',
        env: {
          ...ENV,
          WEBHOOK_SECRET: 'for specs alone',
          ALLOW_PRIVATE_WEBHOOKS: 'true',
          METRICS_PORT: '0',
          RESULTS_DIR: `/tmp/${taskQueue}/results`,
          TEMP_DIR: `/tmp/${taskQueue}/temp`,
        },
        readyWhen: /worker_ready/,
      }),
    );
    const connection = resources.add(await Connection.connect({ address }));
    const { host } = new URL(receiver.url);
    const created_at = new Date().toISOString();
    const about = {
      workflow_id: workflowId,
      run_id: '11111111-2222-3333-4444-555555555555',
      channel: 'webhook',
      type: 'job.completed',
    } as const;
    const notice = {
      ...{ ...about, notice_id: 'msg_1', user_id: null, url: receiver.url, created_at, earlier_attempts: 0 },
      data: { workflow_id: workflowId },
    } as Notice;
    await new Client({ connection }).workflow.start(WORKFLOW_TYPE.notification, {
      ...{ workflowId: id, taskQueue, args: [notice] },
      memo: { ...about, target: host, created_at, earlier_attempts: 0 },
      searchAttributes: { CustomTag: ['delivery:webhook', `of:${workflowId}`] },
    });
  }, 90_000);

  it('shows a notice that was refused, and sends it again', async () => {
    await eventually(async () => (await readJson('list', '--state', 'failed')).length === 1, {
      what: 'the refusal to be listed',
      timeoutMs: 45_000,
    });
    expect((await run('list', '--workflow', workflowId)).output).toMatch(
      /notice:.*failed.*1[^]*answered 410/,
    );
    status = 200;
    expect(await run('redeliver', id)).toMatchObject({ exitCode: 0, errors: '' });
    await eventually(
      async () => {
        const deliveries = await readJson();
        expect(deliveries).toMatchObject([{ id, state: 'delivered', attempts: 2 }]);
        return true;
      },
      { what: 'it to be delivered', timeoutMs: 45_000 },
    );
  }, 120_000);

  it('says that there is no such delivery', async () => {
    expect(await run('redeliver', 'notice:nobody:webhook')).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('There is no delivery "notice:nobody:webhook"'),
    });
    expect((await run('list', '--workflow', 'nobody')).output).toBe('There are no such deliveries.');
  });

  it('takes no state that there is not', async () => {
    expect(await run('list', '--state', 'lost')).toMatchObject({ exitCode: 2 });
  });
});
