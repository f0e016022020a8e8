import type { JobQuestion } from './job-access';
import type { JobWays } from './job-ways';
import { isTransient } from './is-transient';
import type { ProgressEvent } from './progress-result';

async function* watchEngine(
  ways: JobWays,
  question: JobQuestion,
): AsyncGenerator<ProgressEvent, void, undefined> {
  yield* (await ways.engine()).watchProgress(question);
}

/**
 * What happens to a job: pushed by the API where there is one, and looked for at the engine where there is none or it
 * is out of reach. The change from the one to the other may repeat events.
 * @throws ClientError
 */
export async function* watchJob(
  ways: JobWays,
  question: JobQuestion,
): AsyncGenerator<ProgressEvent, void, undefined> {
  if (!ways.hasApi) {
    yield* watchEngine(ways, question);
    return;
  }
  try {
    yield* ways.api().watchProgress(question);
  } catch (error) {
    if (!ways.hasEngine || !isTransient(error) || question.signal.aborted) throw error;
    yield* watchEngine(ways, question);
  }
}
