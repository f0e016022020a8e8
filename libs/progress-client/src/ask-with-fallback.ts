import { ClientError } from './client-error';
import type { JobAccess, JobQuestion } from './job-access';
import type { JobWays } from './job-ways';
import { isTransient } from './is-transient';
import { NotFoundError } from './not-found-error';
import { UnreachableError } from './unreachable-error';

/** The one of two failures that tells more: that the job is not there, then any answer, then what kept from one. */
const toTellingError = (direct: ClientError, api: ClientError): ClientError => {
  const errors = [api, direct];
  const answer =
    errors.find((error) => error instanceof NotFoundError) ?? errors.find((error) => !isTransient(error));
  if (answer !== undefined) return answer;
  return new UnreachableError(`Neither way leads to the job. Direct: ${direct.message} API: ${api.message}`, {
    cause: new AggregateError(errors),
  });
};

/**
 * Asks the engine, and the API when that fails; only the one of them when only one is configured.
 * @throws ClientError the more telling of the two
 */
export async function askWithFallback<Answer>(
  ways: JobWays,
  question: JobQuestion,
  ask: (access: JobAccess, question: JobQuestion) => Promise<Answer>,
): Promise<Answer> {
  if (!ways.hasEngine) return ask(ways.api(), question);
  try {
    return await ask(await ways.engine(), question);
  } catch (direct) {
    if (!ways.hasApi || !(direct instanceof ClientError) || question.signal.aborted) throw direct;
    try {
      return await ask(ways.api(), question);
    } catch (api) {
      throw api instanceof ClientError && !question.signal.aborted ? toTellingError(direct, api) : api;
    }
  }
}
