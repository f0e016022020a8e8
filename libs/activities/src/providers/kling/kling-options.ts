import type { KlingHttpOptions } from './create-kling-http';

/**
 * How often one worker asks Kling how tasks are. What an account may ask is not documented (1302 says that it was too
 * much): this leaves room for submissions, and for other workers.
 */
export const KLING_LOOKS_PER_SECOND = 5;

/** An account at Kling, and which of its models is asked. */
export interface KlingOptions extends KlingHttpOptions {
  /** `kling-v1`, for example. */
  model: string;
}
