/** The place in the queue of requests, which name none; also the default of those that do. */
export const DEFAULT_PRIORITY = 3;
