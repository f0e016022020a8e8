import { Context } from '@temporalio/activity';
import { attachEngine, type AttachedEngine } from './attach-engine';
import { eventually } from './eventually';
import { uniqueId, uniqueQueue } from './unique-name';
import { withWorker } from './with-worker';

let engine: AttachedEngine;
beforeAll(async () => {
  engine = await attachEngine();
});
afterAll(() => engine.close());

const shout = (text: string): Promise<string> => Promise.resolve(text.toUpperCase());

describe('withWorker', () => {
  it('runs workflows of the prebuilt bundle, with the search attributes registered', async () => {
    const taskQueue = uniqueQueue('testing');
    const result = await withWorker({ engine, taskQueue, activities: { shout } }, async () => {
      const handle = await engine.client.workflow.start('shoutWhenTold', {
        workflowId: uniqueId('testing'),
        taskQueue,
        args: ['hello'],
      });
      await eventually(
        async () =>
          (await handle.describe()).typedSearchAttributes.getAll().some(({ value }) => value === 50),
        { what: 'the search attributes' },
      );
      await handle.signal('go_on');
      return handle.result() as Promise<string>;
    });
    expect(result).toBe('HELLO');
  });

  it('lets two workers serve one queue', async () => {
    const taskQueue = uniqueQueue('testing');
    const options = { engine, taskQueue, activities: { shout } };
    await withWorker(options, () =>
      withWorker(options, async () => {
        const handle = await engine.client.workflow.start('shoutWhenTold', {
          workflowId: uniqueId('testing'),
          taskQueue,
          args: ['twice'],
        });
        await handle.signal('go_on');
        await expect(handle.result()).resolves.toBe('TWICE');
      }),
    );
  });

  it('ends at once while an activity runs, by cancelling it', async () => {
    const taskQueue = uniqueQueue('testing');
    let started = false;
    const waitForever = (): Promise<void> => {
      started = true;
      return Context.current().cancelled;
    };
    const handle = await withWorker({ engine, taskQueue, activities: { waitForever } }, async () => {
      const running = await engine.client.workflow.start('waitForeverWorkflow', {
        workflowId: uniqueId('testing'),
        taskQueue,
      });
      await eventually(() => started, { what: 'the activity to start' });
      return running;
    });
    await handle.terminate();
  }, 10_000);

  it('passes on what the body throws', async () => {
    const options = { engine, taskQueue: uniqueQueue('testing'), activities: { shout } };
    await expect(withWorker(options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
