/** Takes whole lines, each with its line break, and has written them when it returns. */
export interface LineSink {
  write(line: string): void;
}
