import type { EngineAccessOptions } from './engine-access-options';
import { InvalidRequestError } from './invalid-request-error';
import type { JobAccess } from './job-access';

/**
 * In place of the direct way to the jobs, which no browser can go.
 * @throws InvalidRequestError always
 */
export function openEngine({ temporalHost }: EngineAccessOptions): Promise<JobAccess> {
  return Promise.reject(
    new InvalidRequestError(
      `A browser cannot reach the engine at ${temporalHost}. Leave temporalHost out and give apiBaseUrl.`,
    ),
  );
}
