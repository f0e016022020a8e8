const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
const FIVE = 0xe6546b64;
const BLOCK = 20;

const rotate = (value: number, right: number): number => (value >>> right) | (value << (32 - right));
const stir = (value: number): number => (Math.imul(value, 5) + FIVE) | 0;
const mix = (value: number): number => Math.imul(rotate(Math.imul(value, C1), 17), C2);
const murmur = (value: number, hash: number): number => stir(rotate(hash ^ mix(value), 19));

/** FarmHash's 32-bit fingerprint of more than 24 bytes, as the engine's own library computes it. */
export function toFingerprint(bytes: Buffer): number {
  const { length } = bytes;
  if (length <= 24) throw new RangeError('Only for more than 24 bytes');
  const at = (back: number): number => mix(bytes.readInt32LE(length - back));
  let h = stir(rotate(length ^ at(4), 19));
  h = stir(rotate(h ^ at(16), 19));
  let g = stir(rotate(Math.imul(C1, length) ^ at(8), 19));
  g = stir(rotate(g ^ at(12), 19));
  let f = (rotate((Math.imul(C1, length) + at(20)) | 0, 19) + 113) | 0;
  for (let start = 0; length - start > BLOCK; start += BLOCK) {
    const [a, b, c, d, e] = [0, 4, 8, 12, 16].map((offset) => bytes.readInt32LE(start + offset)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    h = (h + a) | 0;
    g = (g + b) | 0;
    f = (f + c) | 0;
    h = (murmur(d, h) + e) | 0;
    g = (murmur(c, g) + a) | 0;
    f = (murmur((b + Math.imul(e, C1)) | 0, f) + d) | 0;
    f = (f + g) | 0;
    g = (g + f) | 0;
  }
  const finish = (value: number): number => Math.imul(rotate(Math.imul(rotate(value, 11), C1), 17), C1);
  const end = (hash: number, value: number): number =>
    Math.imul(rotate(stir(rotate((hash + value) | 0, 19)), 17), C1);
  return end(end(h, finish(g)), finish(f)) >>> 0;
}

/** In which part of the history the engine looks for a workflow; parts count from 1. */
export function toHistoryShard(namespaceId: string, workflowId: string, shards: number): number {
  return (toFingerprint(Buffer.from(`${namespaceId}_${workflowId}`)) % shards) + 1;
}
