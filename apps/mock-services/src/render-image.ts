import { renderAsync } from '@resvg/resvg-js';
import sharp from 'sharp';
import { drawPoster, type Poster } from './draw-poster';

/** The bundled font: machines without any font draw the same text. */
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
);

/** Draws the poster as a PNG of its size. The work runs off the main thread. */
export async function renderImage(poster: Poster): Promise<Buffer> {
  const drawn = await renderAsync(drawPoster(poster), {
    font: {
      fontFiles,
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  const raw = { width: drawn.width, height: drawn.height, channels: 4 } as const;
  return sharp(drawn.pixels, { raw }).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
}
