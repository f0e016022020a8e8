import type { Storage } from '@genvideo/activities/storage';
import type { Health } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { toBad, toGood, toReason, type Verdict } from './verdict';

/** How long others may take to answer, in milliseconds. */
const TIMEOUT_MS = 2_500;

/** Whether anybody answers there, whatever the answer is. */
async function knock(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    return null;
  } catch (error) {
    return toReason(error);
  }
}

type Provider = Health['providers']['image'];

/** Whether a service is there, as far as can be told without asking it for anything, and how it has been lately. */
export async function examineProvider({ adapter, base_url: urls, hint, mock }: Provider): Promise<Verdict> {
  if (hint !== null) return toBad('warn', hint, 'Jobs wait in line until it is well again.');
  const answers = await Promise.all(urls.split(',').map(async (url) => ({ url, reason: await knock(url) })));
  const silent = answers.flatMap(({ url, reason }) =>
    reason === null ? [] : [`${url} does not answer (${reason})`],
  );
  if (silent.length > 0)
    return toBad('fail', `${adapter}: ${silent.join('; ')}.`, 'Start the service, or correct its base URL.');
  return toGood(`${adapter} answers at ${urls}${mock ? '; it is a mock' : ''}.`);
}

/** Whether results can be kept. */
export async function examineStorage(storage: Pick<Storage, 'check'>): Promise<Verdict> {
  try {
    await Promise.race([storage.check(), rejectLate()]);
    return toGood('Files can be written, read and removed.');
  } catch (error) {
    return toBad(
      'fail',
      `Files cannot be kept: ${toReason(error)}`,
      'Correct RESULTS_DIR, or the S3 settings.',
    );
  }
}

const rejectLate = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    const late = (): void => reject(new Error(`no answer within ${TIMEOUT_MS} ms`));
    setTimeout(late, TIMEOUT_MS).unref();
  });

type CallbackConfig = Pick<Config, 'CALLBACK_BASE_URL' | 'CALLBACK_SECRET'>;

/** Whether this process is found where providers are told to call back. */
export async function examineCallbacks(config: CallbackConfig): Promise<Verdict> {
  const { CALLBACK_BASE_URL: url, CALLBACK_SECRET: secret } = config;
  if (secret === null)
    return toBad(
      'warn',
      'Callbacks are off; jobs go on by polling.',
      'Set CALLBACK_SECRET for the API and workers.',
    );
  const reason = await knock(`${url}/health`);
  if (reason === null) return toGood(`${new URL(url).origin} answers, and callbacks are on.`);
  return toBad(
    'fail',
    `Providers are told to call back at ${new URL(url).origin}, which leads nowhere (${reason}).`,
    'Set CALLBACK_BASE_URL to the URL by which they reach the API.',
  );
}
