/** Runs in a worker thread: encodes the videos it is sent, one at a time. */
import { parentPort } from 'node:worker_threads';
import { encodeVideo, type EncodeOrder } from './encode-video';

/** What the thread answers to an EncodeOrder. */
export type EncodeAnswer = { readonly mp4: Uint8Array } | { readonly error: string };

parentPort?.on('message', (order: EncodeOrder) => {
  void encodeVideo(order).then(
    (mp4) => {
      answer({ mp4 });
    },
    (error: unknown) => {
      answer({ error: String(error) });
    },
  );
});

function answer(message: EncodeAnswer): void {
  parentPort?.postMessage(message);
}
