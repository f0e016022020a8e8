/** How much later than the workflow's own deadlines the engine steps in, in seconds: time to clean up. */
const ENGINE_TIMEOUT_MARGIN_SECONDS = 600;

/** The engine's execution timeout of a job that may wait and work for so many seconds. */
export function toExecutionTimeout(queueTimeoutSeconds: number, jobTimeoutSeconds: number): `${number}s` {
  return `${queueTimeoutSeconds + jobTimeoutSeconds + ENGINE_TIMEOUT_MARGIN_SECONDS}s`;
}
