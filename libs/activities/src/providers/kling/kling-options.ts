import type { KlingHttpOptions } from './create-kling-http';

/** An account at Kling, and which of its models is asked. */
export interface KlingOptions extends KlingHttpOptions {
  /** `kling-v1`, for example. */
  model: string;
}
