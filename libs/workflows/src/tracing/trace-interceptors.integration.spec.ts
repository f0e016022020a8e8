import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { TRACE_HEADER, toRunCarrier } from '@genvideo/models';
import { loadTestEnvironment, uniqueId } from '@genvideo/testing';
import { openJobLab, type JobLab } from '../../test/job-lab';

const PARENT = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** Starts workflows in a trace, as clients of any of Temporal's SDKs do. */
const inTrace: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => {
    const header = { [TRACE_HEADER]: defaultPayloadConverter.toPayload(PARENT) };
    return next({ ...input, headers: { ...input.headers, ...header } });
  },
};

let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab();
});
afterAll(() => lab.close());

const run = async (interceptors: WorkflowClientInterceptor[]) => {
  const { connection } = lab.engine.client;
  const client = new Client({ connection, interceptors: { workflow: interceptors } });
  const handle = await client.workflow.start('GenVideoWorkflow', {
    taskQueue: lab.taskQueue,
    workflowId: uniqueId('traced'),
    args: [{ prompt: 'a red fox', user_id: 'ann', width: 64, height: 64, duration: 1 }],
  });
  await handle.result();
  return handle.fetchHistory();
};

describe('a workflow that was started in a trace', () => {
  it('hands it on to what it starts, and has the same history as any other', async () => {
    const [plain, traced] = await lab.work(async () => [await run([]), await run([inTrace])]);
    const toTypes = ({ events }: typeof plain) => (events ?? []).map(({ eventType }) => eventType);
    expect(toTypes(traced)).toEqual(toTypes(plain));
    const [started] = traced.events ?? [];
    const runId = started?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';
    const toCarriers = ({ events }: typeof plain) =>
      (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
        const payload = scheduled?.header?.fields?.[TRACE_HEADER];
        return scheduled ? [payload ? defaultPayloadConverter.fromPayload(payload) : null] : [];
      });
    const carrier = toRunCarrier(PARENT, runId);
    expect(toCarriers(traced)).toEqual(toCarriers(traced).map(() => carrier));
    expect(toCarriers(plain)).toEqual(toCarriers(plain).map(() => null));
    expect(toCarriers(traced).length).toBeGreaterThan(1);
    const workflowBundle = { codePath: loadTestEnvironment().bundlePath ?? '' };
    await Worker.runReplayHistory({ workflowBundle }, traced, 'replayed');
  });
});
