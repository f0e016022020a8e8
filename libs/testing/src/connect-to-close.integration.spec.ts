import { setTimeout as delay } from 'node:timers/promises';
import { connectToClose } from './connect-to-close';
import { startTestEngine } from './start-test-engine';

describe('connectToClose', () => {
  it('leaves nobody behind who asks again, when the engine went in the middle of a question', async () => {
    const engine = await startTestEngine();
    const { connection, close } = await connectToClose(engine.address);
    await connection.workflowService.getSystemInfo({});
    await engine.stop();
    const asked = connection.workflowService.getSystemInfo({}).then(
      () => 'answered',
      () => 'failed',
    );
    // By now the question has failed and waits for its next try, which would throw after a hasty close.
    await delay(50);
    await close();
    await expect(asked).resolves.toBe('failed');
  });
});
