import type { Asset } from '@genvideo/progress-client';

/** The files of a result as they are shown. */
export interface ShownResult {
  /** What stands for the whole: the first picture. Null where there is none. */
  cover: Asset | null;
  video: Asset | null;
  /** Width by height. */
  ratio: number;
}

const DEFAULT_RATIO = 1;

/** The widest and the tallest that a box on a page may be. */
const WIDEST = 3;

const toRatio = (width: unknown, height: unknown): number | null =>
  typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0 ? width / height : null;

const ofResolution = (input: Readonly<Record<string, unknown>>): number | null => {
  const { resolution } = input;
  if (typeof resolution !== 'string') return null;
  const [width, height] = resolution.split('x').map(Number);
  return toRatio(width, height);
};

/** The shape that a job was asked for in; null where its input does not say. */
export function toAskedRatio(input: Readonly<Record<string, unknown>> | null): number | null {
  if (input === null) return null;
  return toRatio(input['width'], input['height']) ?? ofResolution(input);
}

/** The shape of what was made, or else of what was asked for: its box on a page is known before the file is there. */
export function toShownResult(
  assets: readonly Asset[],
  input: Readonly<Record<string, unknown>> | null,
): ShownResult {
  const cover = assets.find(({ kind }) => kind === 'image') ?? null;
  const video = assets.find(({ kind }) => kind === 'video') ?? null;
  const main = video ?? cover;
  const made = main && toRatio(main.width, main.height);
  const ratio = made ?? toAskedRatio(input) ?? DEFAULT_RATIO;
  return { cover, video, ratio: Math.min(WIDEST, Math.max(1 / WIDEST, ratio)) };
}
