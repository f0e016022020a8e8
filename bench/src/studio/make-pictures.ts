import { setTimeout as delay } from 'node:timers/promises';
import type { BatchState } from '@genvideo/models';
import type { BatchStand } from '../batch/open-batch-stand';

const LOOK_MS = 2_000;
const TOLD_EVERY = 10;
const AT_ONCE = 50;

/** Shapes of pictures, so that the rows of the gallery differ. */
const SHAPES = [
  [128, 72],
  [72, 128],
  [96, 96],
  [128, 96],
  [160, 64],
] as const;

const WORDS = [
  'A lighthouse',
  'Paper boats',
  'A fox asleep',
  'An orchard',
  'A tram at dawn',
  'Northern lights',
];

const toLine = (index: number): string => {
  const [width, height] = SHAPES[index % SHAPES.length] ?? SHAPES[0];
  const prompt = `${WORDS[index % WORDS.length]}, number ${index}`;
  return JSON.stringify({ type: 'image', prompt, user_id: 'bench', width, height });
};

/** Has a batch make pictures, and gives how long that took, in seconds. */
export async function makePictures({ url, ask, context }: BatchStand, pictures: number): Promise<number> {
  const startedAt = performance.now();
  await ask(`${url}/batches?batch_id=pictures&max_concurrent=${AT_ONCE}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: Array.from({ length: pictures }, (_, index) => `${toLine(index)}\n`).join(''),
  });
  for (let looks = 0; ; looks += 1) {
    context.signal.throwIfAborted();
    const { completed, failed, cancelled } = await ask<BatchState>(`${url}/batches/pictures`);
    if (failed + cancelled > 0) throw new Error(`${failed + cancelled} pictures were not made.`);
    if (completed === pictures) return (performance.now() - startedAt) / 1_000;
    if (looks % TOLD_EVERY === 0) context.onProgress(`${completed} of ${pictures} pictures`);
    await delay(LOOK_MS, undefined, { signal: context.signal });
  }
}
