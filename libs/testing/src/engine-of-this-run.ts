import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestEngine, type TestEngine } from './start-test-engine';
import { loadSharedEngineAddress, publishTestEnvironment } from './test-environment';

/** Global setup and teardown are modules of their own that share only this. */
const shared = globalThis as typeof globalThis & { genvideoTestEngine?: TestEngine };

/** Attaches to the engine that GENVIDEO_TEST_ENGINE names, or starts one; the specs find it by attachEngine. */
export async function bringUpEngine(): Promise<void> {
  const address = loadSharedEngineAddress();
  if (address) {
    await assertAnswers(address);
    publishTestEnvironment({ address });
    return;
  }
  shared.genvideoTestEngine = await startTestEngine();
  publishTestEnvironment(shared.genvideoTestEngine);
}

/** Stops the engine if this run started it. */
export async function shutDownEngine(): Promise<void> {
  await shared.genvideoTestEngine?.stop();
  shared.genvideoTestEngine = undefined;
}

async function assertAnswers(address: string): Promise<void> {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  const socket = connect({ host, port: Number(port), timeout: 5_000 });
  try {
    await once(socket, 'connect');
  } catch (cause) {
    throw new Error(`Nothing answers at GENVIDEO_TEST_ENGINE=${address}`, { cause });
  } finally {
    socket.destroy();
  }
}
