import type { Config } from '@genvideo/models/config';
import type { EngineOptions } from '@genvideo/runtime';

/** What the commands need of the process they run in. */
export interface ProgressSurroundings {
  config: Config;
  engine: EngineOptions;
  output: NodeJS.WriteStream;
  errors: NodeJS.WriteStream;
  /** Aborts when nobody wants to know any more: after Ctrl-C, or when who reads the output has gone. */
  signal: AbortSignal;
}
