import type { Size } from './fit-video-size';
import type { Still } from './load-still';

/** How far the camera has zoomed in at the end of a video. */
const endZoom = 1.18;

/** The part of the picture that a frame shows, in its pixels, fractions included. */
interface Crop {
  readonly left: number;
  readonly top: number;
  /** Pixels of the picture per pixel of the frame. */
  readonly step: number;
}

/** Which part is shown at `share` (0 to 1) of the video: a slow start, zoom and drift, a slow end. */
export function getCrop(still: Size, frame: Size, share: number): Crop {
  const eased = share * share * (3 - 2 * share);
  const zoom = 1 + (endZoom - 1) * eased;
  const width = still.width / zoom;
  const height = still.height / zoom;
  return {
    left: (still.width - width) * (0.6 - 0.3 * eased),
    top: (still.height - height) * (0.3 + 0.3 * eased),
    step: Math.min(width / frame.width, height / frame.height),
  };
}

/** Draws a frame into `out` (RGBA) by bilinear sampling, with 8 bits of fraction. */
export function drawFrame(
  still: Still,
  { width, height, share, out }: Size & { share: number; out: Uint8Array },
): void {
  const { left, top, step } = getCrop(still, { width, height }, share);
  const columns = toSamples(left, step, { count: width, size: still.width });
  const rows = toSamples(top, step, { count: height, size: still.height });
  const pixels = still.rgba;
  const stride = still.width * 4;
  let target = 0;
  for (let y = 0; y < height; y += 1) {
    const rowStart = at(rows, 2 * y) * stride;
    const down = at(rows, 2 * y + 1);
    for (let x = 0; x < width; x += 1) {
      const across = at(columns, 2 * x + 1);
      const source = rowStart + at(columns, 2 * x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const here = source + channel;
        const upper = (at(pixels, here) << 8) + (at(pixels, here + 4) - at(pixels, here)) * across;
        const under = here + stride;
        const lower = (at(pixels, under) << 8) + (at(pixels, under + 4) - at(pixels, under)) * across;
        out[target + channel] = ((upper << 8) + (lower - upper) * down) >> 16;
      }
      out[target + 3] = 255;
      target += 4;
    }
  }
}

/** For each pixel of the frame: the first of its two source pixels, and the weight (0 to 255) of the second. */
function toSamples(
  start: number,
  step: number,
  { count, size }: { count: number; size: number },
): Int32Array {
  const samples = new Int32Array(count * 2);
  for (let index = 0; index < count; index += 1) {
    const position = Math.min(start + index * step, size - 1.01);
    samples[2 * index] = Math.floor(position);
    samples[2 * index + 1] = Math.floor((position % 1) * 256);
  }
  return samples;
}

/** Typed arrays are never read outside here; this says so to the compiler at no cost. */
function at(values: Uint8Array | Int32Array, index: number): number {
  return values[index] as number;
}
