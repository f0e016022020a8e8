import { z } from 'zod';
import type { JobInput } from '@genvideo/models';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** Hands in one job. Handing it in again changes nothing. */
export type SubmitJob = (job: JobInput) => Promise<void>;

export interface ApiOptions {
  /** The API's base URL. */
  baseUrl: string;
  /** Null where the API asks for none. */
  key: string | null;
}

const acceptedSchema = z.object({ workflow_id: z.string() });
const TIMEOUT_MS = 15_000;

const post = async (url: string, job: JobInput, key: string | null): Promise<Response> => {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(job),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new UserFacingError(
      `The API does not answer at ${url}: start it, or name it with --api-url.`,
      EXIT_STATUS.outOfReach,
      { cause: error },
    );
  }
};

/** Submits through `POST /jobs`. */
export function createApiSubmitter({ baseUrl, key }: ApiOptions): SubmitJob {
  const url = `${baseUrl.replace(/\/$/, '')}/jobs`;
  return async (job) => {
    const response = await post(url, job, key);
    if (response.status === 404 || response.status === 405)
      throw new UserFacingError(
        `The API at ${baseUrl} takes no jobs (POST /jobs answered ${response.status}). Use --direct, or an API that has this route.`,
        EXIT_STATUS.usage,
      );
    const text = await response.text();
    if (!response.ok)
      throw new UserFacingError(`POST ${url} answered ${response.status}: ${text.slice(0, 500)}`);
    const accepted = acceptedSchema.safeParse(JSON.parse(text));
    if (accepted.data?.workflow_id !== job.request_id)
      throw new UserFacingError(
        `POST ${url} does not name the job that was submitted: ${text.slice(0, 500)}`,
      );
  };
}
