import type { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTE, type LimiterSnapshot } from '@genvideo/models';
import { readLimiter } from '@genvideo/progress-client/direct';
import { toBad, toGood, toReason, type Verdict } from './verdict';

/** How long the engine, and the limiter by way of a worker, may take to answer, in milliseconds. */
const TIMEOUT_MS = 2_500;

/** How long a job may wait while a permit is free, in seconds. */
const IDLE_SECONDS = 30;

const WANTED = Object.values(SEARCH_ATTRIBUTE).map(({ name }) => name);

const LOOK_THERE = `Look in the engine's own pages for ${WANTED.join(' and ')}.`;

const readAttributes = async (client: Client): Promise<object> => {
  // Whoever makes our clients makes them on such a connection.
  const { operatorService } = client.connection as Connection;
  const { namespace } = client.options;
  const deadline = Date.now() + TIMEOUT_MS;
  const answer = await client.withDeadline(deadline, () =>
    operatorService.listSearchAttributes({ namespace }),
  );
  return answer.customAttributes;
};

/** Whether jobs can say how far they are: a namespace without the attributes takes none. */
export async function examineAttributes(client: Client): Promise<Verdict> {
  const { namespace } = client.options;
  try {
    const known = await readAttributes(client);
    const missing = WANTED.filter((name) => !(name in known));
    if (missing.length === 0) return toGood(`The namespace "${namespace}" knows ${WANTED.join(' and ')}.`);
    return toBad(
      'fail',
      `The namespace "${namespace}" does not know ${missing.join(' and ')}: no job can start.`,
      'Run "npx nx run submitter:doctor": it writes the command that registers them.',
    );
  } catch (error) {
    return toBad(
      'warn',
      `The engine keeps its search attributes to itself (${toReason(error)}).`,
      LOOK_THERE,
    );
  }
}

const judgeLimiter = ({ paused, held, capacity, waiting, oldest_wait_seconds }: LimiterSnapshot): Verdict => {
  const state = `${held} of ${capacity} run, ${waiting} wait`;
  if (paused)
    return toBad(
      'fail',
      `The limit is paused: no job begins. ${state}.`,
      'Resume it: PATCH /limiter with {"paused": false}, or on the page Operations of the studio.',
    );
  if (held < capacity && (oldest_wait_seconds ?? 0) > IDLE_SECONDS)
    return toBad('warn', `Jobs wait though there is room. ${state}.`, 'Look at the logs of the workers.');
  return toGood(`It grants permits: ${state}.`);
};

/** Whether permits are granted. */
export async function examineLimiter(client: Client, taskQueue: string): Promise<Verdict> {
  try {
    return judgeLimiter(await readLimiter(client, taskQueue, { timeoutMs: TIMEOUT_MS }));
  } catch (error) {
    return toBad(
      'fail',
      `It does not answer: ${toReason(error)}`,
      'Start a worker, or restart one: they run it.',
    );
  }
}
