import { TEXTS } from '../texts';

const { startPicture: texts } = TEXTS;

/** What the API takes as it is: these kinds, up to so many bytes. */
const TAKEN: readonly string[] = ['image/png', 'image/jpeg'];
const MOST_BYTES = 10 * 1_024 * 1_024;

/** The longest side of a picture that has to be made anew, in pixels: the largest that a job is asked for. */
const LONGEST_SIDE = 4_096;

/** How a picture is compressed that has to be made anew. */
const QUALITY = 0.92;

/** The most pixels that are opened: more would stop the page. */
const MOST_PIXELS = 100_000_000;

/** A picture that can be handed in, and its shape. */
export interface PreparedPicture {
  blob: Blob;
  width: number;
  height: number;
}

const open = async (file: Blob): Promise<ImageBitmap> => {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new SyntaxError(texts.notPicture);
  }
};

/** On white: what is taken everywhere knows no transparency. */
const redraw = async (bitmap: ImageBitmap): Promise<PreparedPicture> => {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new SyntaxError(texts.notPicture);
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const { width, height } = canvas;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (blob === null || blob.size > MOST_BYTES) throw new SyntaxError(texts.tooLarge);
  return { blob, width, height };
};

/**
 * A file as the API takes it: PNG and JPEG as they are, whatever else the browser can open as a JPEG.
 * @throws SyntaxError for what is no picture, in words
 */
export async function preparePicture(file: Blob): Promise<PreparedPicture> {
  const bitmap = await open(file);
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PIXELS) throw new SyntaxError(texts.tooLarge);
    const isTaken = TAKEN.includes(file.type) && file.size <= MOST_BYTES;
    return isTaken ? { blob: file, width, height } : await redraw(bitmap);
  } finally {
    bitmap.close();
  }
}
