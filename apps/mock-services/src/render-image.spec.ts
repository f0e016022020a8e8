import sharp from 'sharp';
import type { Poster } from './draw-poster';
import { renderImage } from './render-image';

const poster: Poster = { prompt: 'a red fox', style: 'anime', width: 320, height: 200, seed: 1 };

/** Pixels that are nearly white: the text. */
async function countTextPixels(png: Buffer): Promise<number> {
  const grey = await sharp(png).greyscale().raw().toBuffer();
  return grey.filter((value) => value > 240).length;
}

describe('renderImage', () => {
  it.each([
    [320, 200],
    [64, 64],
    [512, 768],
  ])('makes a PNG of %i x %i', async (width, height) => {
    expect(await sharp(await renderImage({ ...poster, width, height })).metadata()).toMatchObject({
      format: 'png',
      width,
      height,
    });
  });

  it('makes the same picture of the same request', async () => {
    expect((await renderImage(poster)).equals(await renderImage(poster))).toBe(true);
  });

  it.each([{ prompt: 'a blue whale' }, { style: 'oil' }, { seed: 2 }])(
    'makes another picture for %o',
    async (change) => {
      expect((await renderImage({ ...poster, ...change })).equals(await renderImage(poster))).toBe(false);
    },
  );

  it('draws the text with the bundled font', async () => {
    const blank = await countTextPixels(await renderImage({ ...poster, prompt: ' ' }));
    expect(await countTextPixels(await renderImage(poster))).toBeGreaterThan(blank + 500);
  });

  it.each([
    ['<script>&"\'</text>'],
    ['control \u0000\u0008 characters'],
    ['x'.repeat(5000)],
    ['漢字 and 🦊'],
    ['\ud800 alone'],
  ])('bears the prompt %j', async (prompt) => {
    expect((await sharp(await renderImage({ ...poster, prompt })).metadata()).width).toBe(320);
  });
});
