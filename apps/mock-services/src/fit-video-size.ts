/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size scaled down, never up, so that its longest side is at most `maxSide`; both sides even, as yuv420p wants them. */
export function fitVideoSize({ width, height }: Size, maxSide: number): Size {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  return { width: toEven(width * scale), height: toEven(height * scale) };
}

function toEven(pixels: number): number {
  return Math.max(16, 2 * Math.round(pixels / 2));
}
