import type { Worker } from 'node:worker_threads';
import type { EncodeAnswer } from './encode-thread';
import type { EncodeOrder } from './encode-video';
import { spawnEncodeThread } from './spawn-encode-thread';

/** Encodes videos in a thread of its own, one at a time; the thread starts at first use and again after a crash. */
export interface Encoder {
  encode(order: EncodeOrder): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function createEncoder(): Encoder {
  let thread: Worker | undefined;
  return {
    async encode(order) {
      thread ??= spawnEncodeThread();
      const answer = await askThread(thread, order).catch((error: unknown) => {
        thread = undefined;
        throw error;
      });
      if ('error' in answer) throw new Error(`The mock could not encode the video: ${answer.error}`);
      return answer.mp4;
    },
    async close() {
      await thread?.terminate();
    },
  };
}

async function askThread(thread: Worker, order: EncodeOrder): Promise<EncodeAnswer> {
  const done = new AbortController();
  try {
    return await new Promise<EncodeAnswer>((resolve, reject) => {
      const exited = () => {
        reject(new Error('The encoding thread ended.'));
      };
      thread.on('message', resolve).on('error', reject).on('exit', exited);
      done.signal.addEventListener('abort', () => {
        thread.off('message', resolve).off('error', reject).off('exit', exited);
      });
      thread.postMessage(order);
    });
  } finally {
    done.abort();
  }
}
