import { describeProviderHealth, toProviderAdvice, type ProviderHealth, type Stage } from '@genvideo/models';
import { readProviderHealth } from '@genvideo/progress-client/direct';
import type { EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** How long a provider's limiter may take to answer, in milliseconds: it is asked by way of a worker. */
const ANSWER_TIMEOUT_MS = 2_500;

const STAGES: readonly Stage[] = ['image', 'video'];

/** The name by the setting that chose it, since both stages may have the same. */
const toName = ({ stage, provider }: ProviderHealth): string => `${provider} (${stage})`;

/** A name and password in a URL, which a message may show. */
const CREDENTIALS = /\/\/[^\s/@]+@/g;

const ON_ITS_OWN = 'Nothing has to be done: jobs wait in line and go on when it works again.';

const judge = (health: ProviderHealth): Verdict => {
  const { state, cause } = health;
  const words = `${toName(health)}: ${describeProviderHealth(health)}`;
  const told = cause === null ? words : `${words}; it said: ${cause.message.replaceAll(CREDENTIALS, '//')}`;
  const advice = toProviderAdvice(health).advice ?? ON_ITS_OWN;
  if (state === 'open' || state === 'half_open') return fail(told, advice);
  if (state === 'ramping' || cause !== null) return warn(told, advice);
  return ok(words);
};

const WORST_FIRST = ['fail', 'warn'] as const;

/** Whether the providers are given work: their breakers are closed and their limits what is configured. */
export async function checkProviderHealth({ client }: EngineDesk, taskQueue: string): Promise<Verdict> {
  try {
    const asked = STAGES.map((stage) =>
      readProviderHealth(client, { taskQueue, stage, timeoutMs: ANSWER_TIMEOUT_MS }),
    );
    const verdicts = (await Promise.all(asked)).flatMap((health) => (health === null ? [] : [judge(health)]));
    const bad = verdicts.filter(({ status }) => status !== 'ok');
    const [worst] = WORST_FIRST.flatMap((status) => bad.filter((verdict) => verdict.status === status));
    if (worst !== undefined)
      return {
        ...worst,
        message: [worst, ...bad.filter((each) => each !== worst)].map(({ message }) => message).join('; '),
      };
    return ok(
      verdicts.map(({ message }) => message).join('; ') || 'nothing is kept of them: no trouble was met',
    );
  } catch (error) {
    return warn(`how the providers are cannot be asked: ${toReason(error)}`, 'Try again.');
  }
}
