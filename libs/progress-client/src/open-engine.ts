import type { EngineAccessOptions } from './engine-access-options';
import { InvalidRequestError } from './invalid-request-error';
import type { JobAccess } from './job-access';

const isMissingPackage = (error: unknown): boolean => {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return isMissing && String(message).includes('@temporalio/');
};

/**
 * The direct way to the jobs. Loads Temporal's client now, so that those who never go this way need not have it.
 * @throws InvalidRequestError when the package is not installed
 */
export async function openEngine(options: EngineAccessOptions): Promise<JobAccess> {
  try {
    const { createEngineAccess } = await import('#create-engine-access');
    return createEngineAccess(options);
  } catch (cause) {
    if (!isMissingPackage(cause)) throw cause;
    throw new InvalidRequestError(
      'temporalHost needs the package @temporalio/client, which is not installed. Run "npm install @temporalio/client @temporalio/common", or give apiBaseUrl alone.',
      { cause },
    );
  }
}
