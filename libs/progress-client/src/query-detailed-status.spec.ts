import { createResourceStack, startHttpServer } from '@genvideo/testing';
import { sampleEvent } from '../test/sample-progress';
import { ProgressQueryClient } from './progress-query-client';

const resources = createResourceStack();
afterEach(() => resources.end());

const ANSWER = {
  ...sampleEvent(42),
  status: 'RUNNING',
  start_time: '2026-01-31T12:00:00.000Z',
  close_time: null,
  workflow_type: 'GenVideoWorkflow',
  task_queue: 'generation-queue',
};
const OWN = {
  ...sampleEvent(41).progress,
  workflow_id: 'job-1',
  started_at: '2026-01-31T12:00:00.000Z',
  job_input: { prompt: 'A cat' },
  current_progress: sampleEvent(41).progress,
  progress_history: [],
  retry_count: 1,
};

const ask = async (status: number, answer: unknown) => {
  const { url } = resources.add(
    await startHttpServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }),
  );
  return resources.add(new ProgressQueryClient({ apiBaseUrl: url })).queryDetailedStatusApi('job-1');
};

describe('queryDetailedStatusApi', () => {
  it('gives the five keys of a result, without a worker, too', async () => {
    expect(await ask(200, { ...ANSWER, detailed_status: null })).toEqual({
      success: true,
      workflow_id: 'job-1',
      progress: sampleEvent(42).progress,
      error: null,
      source: 'api',
    });
  });

  it('gives what the workflow says of itself as part of the progress', async () => {
    const { progress, ...rest } = await ask(200, { ...ANSWER, detailed_status: OWN });
    expect(Object.keys(rest)).toEqual(['success', 'workflow_id', 'error', 'source']);
    expect(progress).toMatchObject({ ...OWN, percent: 42 });
  });

  it('gives a failure with the same keys', async () => {
    expect(await ask(404, { detail: 'There is no workflow "job-1".' })).toEqual({
      success: false,
      workflow_id: 'job-1',
      progress: null,
      error: expect.stringContaining('There is no workflow "job-1".'),
      source: null,
    });
  });
});
