import { randomUUID } from 'node:crypto';
import type { Config } from '@genvideo/models/config';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { askOverHttp, type HttpAnswer } from './ask-over-http';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';
import { withoutCredentials } from './without-credentials';

/** A report that its task still runs: the API takes it, and has nothing to tell anybody. */
const STILL_RUNNING = { job_id: 'genvideo-doctor', status: 'processing' };

/** What a secret is replaced by that is not known here: the API then refuses the token, and so proves to be there. */
const ANY_SECRET = 'not the secret';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Whether the provider may be on another machine, to which the loopback address is its own. */
const isOutOfReach = ({ CALLBACK_BASE_URL: callback, VIDEO_API_BASE_URL: provider }: Config): boolean =>
  isLoopback(callback) && !isLoopback(provider);

const judge = ({ status }: HttpAnswer, config: Config, where: string): Verdict => {
  const { CALLBACK_SECRET: secret } = config;
  if (status === 503)
    return warn(
      `the API at ${where} has no CALLBACK_SECRET, so callbacks are switched off; jobs go on by polling`,
      'Set CALLBACK_SECRET to the same value for the API and the workers.',
    );
  if (status === 401 && secret !== null)
    return fail(
      `the API at ${where} refuses callbacks made with CALLBACK_SECRET`,
      'Set CALLBACK_SECRET to the same value for the API, the workers and here.',
    );
  if (status === 401)
    return ok(`${where} takes callbacks; CALLBACK_SECRET is not set here, so that it was not compared`);
  if (status !== 202)
    return fail(
      `CALLBACK_BASE_URL (${where}) does not lead to the API: it answers ${status}`,
      'Set CALLBACK_BASE_URL to the URL by which providers reach the API.',
    );
  if (isOutOfReach(config))
    return warn(
      `CALLBACK_BASE_URL (${where}) is an address of this machine alone, and the video provider is elsewhere; jobs go on by polling`,
      'Set CALLBACK_BASE_URL to a URL by which the provider reaches the API.',
    );
  return ok(`${where} takes callbacks, and the secret agrees`);
};

/** Whether callbacks of providers would come in: CALLBACK_BASE_URL leads to the API, and both have the same secret. */
export async function checkCallbacks(config: Config, timeoutMs: number): Promise<Verdict> {
  const { CALLBACK_BASE_URL: baseUrl, CALLBACK_SECRET: secret } = config;
  const where = withoutCredentials(baseUrl);
  const key = { workflowId: `doctor-${randomUUID()}`, stage: 'video', attempt: 1 } as const;
  const url = toCallbackUrl(key, { baseUrl, secret: secret ?? ANY_SECRET });
  try {
    return judge(await askOverHttp(url, { apiKey: null, timeoutMs, post: STILL_RUNNING }), config, where);
  } catch (error) {
    return fail(
      `CALLBACK_BASE_URL (${where}) leads nowhere: ${toReason(error)}`,
      'Set CALLBACK_BASE_URL to the URL by which providers reach the API, and start the API.',
    );
  }
}
