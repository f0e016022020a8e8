import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  startMockServices,
  type MockLedgerLine,
  type MockServices,
  type MockServicesOptions,
} from '@genvideo/testing';
import { readMockJournal } from './read-mock-journal';

/** A ComfyUI server in a process of its own, which can be killed. Its pictures stay, its queue and its history do not. */
export interface MortalComfyui {
  readonly url: string;
  /** Kills it with SIGKILL, and starts it at the same port after a while. */
  killFor(milliseconds: number): Promise<void>;
  /** All that it ever took, also before it was killed. */
  ledger(): Promise<MockLedgerLine[]>;
  stats: MockServices['stats'];
  stop(): Promise<void>;
}

export async function startMortalComfyui(options: MockServicesOptions): Promise<MortalComfyui> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'genvideo-comfyui-'));
  let mock = await startMockServices({ ...options, stateDir });
  const { imageUrl: url } = mock;
  return {
    url,
    async killFor(milliseconds) {
      mock.process.kill('SIGKILL');
      await mock.process.exited;
      await delay(milliseconds);
      const args = [...(options.args ?? []), '--image-port', new URL(url).port];
      mock = await startMockServices({ ...options, stateDir, args });
    },
    ledger: async () => (await readMockJournal(stateDir)).filter(({ service }) => service === 'image'),
    stats: (service) => mock.stats(service),
    async stop() {
      await mock.stop();
      await rm(stateDir, { recursive: true });
    },
  };
}
