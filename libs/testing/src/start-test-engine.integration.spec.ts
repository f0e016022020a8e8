import { withEngine } from '@genvideo/temporal-server';
import { startTestEngine } from './start-test-engine';

describe('startTestEngine', () => {
  it('starts an engine of its own that is gone after stop', async () => {
    const engine = await startTestEngine();
    const describeDefault = (): Promise<unknown> =>
      withEngine({ address: engine.address, connectTimeoutMs: 1_000 }, (connection) =>
        connection.workflowService.describeNamespace({ namespace: 'default' }),
      );
    await describeDefault();
    await engine.stop();
    await expect(describeDefault()).rejects.toThrow(/No Temporal server answers/);
  });
});
