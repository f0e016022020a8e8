/** Marks that begin a frame, which has the size; those left out are tables between them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const SCAN = 0xda;
const END = 0xd9;

/**
 * The size of a JPEG in pixels, from segment to segment, however large the segments before the frame are; null where
 * there is none. What is not made of segments is left at the first byte that shows it.
 */
export function readJpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === SCAN || marker === END) return null;
    // A mark may be padded with its own first byte.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}
