import type { ExplainMethod, QueryMethod } from '@genvideo/progress-client';

/** The options of `single` and `multiple` as the command line gives them. */
export interface ProgressFlags {
  method: QueryMethod;
  json?: boolean;
  verbose?: boolean;
  temporalHost?: string;
  namespace?: string;
  apiUrl?: string;
  apiKey?: string;
}

/** The options of `explain`. */
export interface ExplainFlags extends ProgressFlags {
  method: ExplainMethod;
}

/** The options of `monitor`. */
export interface MonitorFlags extends ProgressFlags {
  /** The time from one look to the next, in seconds; default 5, and on a terminal every change as it happens. */
  interval?: number;
  /** How many looks at most; default: until the job has ended. */
  maxIterations?: number;
}
