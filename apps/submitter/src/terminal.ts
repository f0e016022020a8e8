/** A terminal to draw on; the size is read anew each time, because people resize windows. */
export interface Terminal extends NodeJS.WritableStream {
  columns?: number;
  rows?: number;
}
