import type { JobReading } from './job-reading';

/** Shows how jobs stand. There is one for programs, one for pipes, one for terminals, and a live one. */
export interface ProgressView {
  show(reading: JobReading): void;
  /** Something for whoever wants to know more: who answered, and how fast. No result. */
  notice(text: string): void;
  /** Nothing is shown after this. The terminal is as it was. */
  close(): void;
}

/** Where a view writes: results to the one, everything else to the other. */
export interface ViewOutlets {
  output: NodeJS.WritableStream;
  errors: NodeJS.WritableStream;
}
