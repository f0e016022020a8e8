import { createResourceStack, loadTestEnvironment, uniqueId, uniqueQueue } from '@genvideo/testing';
import { connectCounting } from '../../test/connect-counting';
import { requestCancel } from './request-cancel';

const resources = createResourceStack();
afterAll(() => resources.end());

describe('requestCancel', () => {
  it('asks a job that runs, and refuses to ask one that has ended since', async () => {
    const { client } = resources.add(connectCounting(loadTestEnvironment().address));
    const workflowId = uniqueId('cancel');
    const job = await client.workflow.start('AnyWorkflow', { workflowId, taskQueue: uniqueQueue('cancel') });
    await requestCancel(client, workflowId);
    await job.terminate();
    await expect(requestCancel(client, workflowId)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('already ended'),
    });
  });
});
