import type { Config } from '@genvideo/models/config';
import { proxyErrorSchema } from '@genvideo/models/wire';
import { askOverHttp, type HttpAnswer } from './ask-over-http';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';
import { withoutCredentials } from './without-credentials';

/** A provider as the configuration names it. */
export interface ProviderSettings {
  what: 'image' | 'video';
  adapter: string;
  baseUrl: string;
  apiKey: string | null;
  /** What the base URL and the key are set by. */
  variables: { url: string; key: string };
}

export const toImageSettings = (config: Config): ProviderSettings => ({
  what: 'image',
  adapter: config.IMAGE_PROVIDER,
  baseUrl: config.IMAGE_API_BASE_URL,
  apiKey: config.IMAGE_API_KEY,
  variables: { url: 'IMAGE_API_BASE_URL', key: 'IMAGE_API_KEY' },
});

export const toVideoSettings = (config: Config): ProviderSettings => ({
  what: 'video',
  adapter: config.VIDEO_PROVIDER,
  baseUrl: config.VIDEO_API_BASE_URL,
  apiKey: config.VIDEO_API_KEY,
  variables: {
    url: 'VIDEO_API_BASE_URL',
    key:
      config.VIDEO_PROVIDER === 'kling' ? 'VIDEO_API_ACCESS_KEY and VIDEO_API_SECRET_KEY' : 'VIDEO_API_KEY',
  },
});

/** No provider has a task of this name: to be told so proves that it listens, and that it takes the key. */
const NO_TASK = 'genvideo-doctor';

interface Probe {
  path: string;
  /** The proxies also say by it that they are what they should be. */
  proxied?: true;
  /** What stands before the key; default `Bearer`. */
  keyScheme?: string;
  /** A look-up of a submission, where a server may lack it; null where the protocol has none. */
  lookUp?: string | null;
  /** Whether the base URL goes on behind the server's own: it names a model. */
  namesModel?: true;
}

/** One line for each adapter: a route that changes nothing, and what is to be known of it. */
const PROBES: Readonly<Record<string, Probe>> = {
  'comfy-proxy': {
    path: `/img/status/${NO_TASK}`,
    proxied: true,
    lookUp: `/img/jobs?idempotency_key=${NO_TASK}`,
  },
  'kling-proxy': {
    path: `/video/status/${NO_TASK}`,
    proxied: true,
    lookUp: `/video/jobs?idempotency_key=${NO_TASK}`,
  },
  comfyui: { path: '/system_stats' },
  kling: { path: '/' },
  fal: { path: `/requests/${NO_TASK}/status`, keyScheme: 'Key', lookUp: null, namesModel: true },
};

const toProbe = ({ adapter }: ProviderSettings): Probe => PROBES[adapter] ?? { path: '/' };

const KEY_REFUSED: readonly number[] = [401, 403];

/** How a proxy says that it does not have what was asked for; other servers say 404 in other words. */
const isProxysNo = ({ status, body }: HttpAnswer): boolean =>
  status === 404 && proxyErrorSchema.safeParse(body).success;

const judgeAnswer = (answer: HttpAnswer, provider: ProviderSettings, where: string): Verdict | null => {
  const { status } = answer;
  const { what, adapter, variables, apiKey } = provider;
  const { proxied = false } = toProbe(provider);
  if (KEY_REFUSED.includes(status) && (proxied || apiKey !== null))
    return fail(
      `${where} refuses the key (${status})`,
      `Set ${variables.key} to a key it takes${apiKey === null ? '; none is set' : ''}, and restart the workers.`,
    );
  if (status >= 500)
    return fail(
      `${where} answers ${status}`,
      `Look at the ${what} service's own log; jobs wait until it serves.`,
    );
  if (status === 429) return warn(`${where} has had enough requests for now (429)`, 'Wait, or submit less.');
  if (proxied && !isProxysNo(answer))
    return fail(
      `${where} does not speak the protocol of ${adapter} (${status})`,
      `Set ${variables.url} to where the ${what} service is, without a path of its routes, and restart the workers.`,
    );
  return null;
};

const hasLookUp = async (provider: ProviderSettings, timeoutMs: number): Promise<boolean> => {
  const { lookUp: path } = toProbe(provider);
  if (path === undefined || path === null) return path === undefined;
  const answer = await askOverHttp(`${provider.baseUrl}${path}`, { apiKey: provider.apiKey, timeoutMs });
  return isProxysNo(answer);
};

/** The mocks say what they are; nobody else is asked to. */
const isMock = async (provider: ProviderSettings, timeoutMs: number): Promise<boolean> => {
  const { baseUrl } = provider;
  const server = toProbe(provider).namesModel ? new URL(baseUrl).origin : baseUrl;
  try {
    const { body } = await askOverHttp(`${server}/health`, { apiKey: null, timeoutMs });
    return (Object(body) as { mock?: unknown }).mock === true;
  } catch {
    return false;
  }
};

const judgeServing = async (
  provider: ProviderSettings,
  where: string,
  timeoutMs: number,
): Promise<Verdict> => {
  const [canLookUp, mock] = await Promise.all([hasLookUp(provider, timeoutMs), isMock(provider, timeoutMs)]);
  const name = mock ? `${where} (a mock: it makes samples, and costs nothing)` : where;
  if (!canLookUp)
    return warn(
      `${name} answers, but cannot look a submission up`,
      toProbe(provider).lookUp === null
        ? `A submission whose answer is lost then ends its job as AmbiguousSubmission: ${provider.adapter} has no way to find it again.`
        : 'A submission whose answer is lost then ends its job as AmbiguousSubmission: use a proxy that honours Idempotency-Key and answers /jobs.',
    );
  const key = provider.apiKey === null ? '' : ' and takes the key';
  return ok(`${name} answers${key}`);
};

export interface CheckProviderOptions {
  timeoutMs: number;
  /** The mocks serve as providers. */
  mocked: boolean;
}

const checkServer = async (provider: ProviderSettings, options: CheckProviderOptions): Promise<Verdict> => {
  const { what, adapter, baseUrl, apiKey, variables } = provider;
  const { timeoutMs, mocked } = options;
  const where = `${adapter} at ${withoutCredentials(baseUrl)}`;
  const { path, keyScheme } = toProbe(provider);
  try {
    const answer = await askOverHttp(`${baseUrl}${path}`, { apiKey, keyScheme, timeoutMs });
    return judgeAnswer(answer, provider, where) ?? (await judgeServing(provider, where, timeoutMs));
  } catch (error) {
    const start = mocked ? 'Start the mocks with "npm start", or set' : `Start the ${what} service, or set`;
    return fail(
      `${where} cannot be reached: ${toReason(error)}`,
      `${start} ${variables.url} to where it is.`,
    );
  }
};

const WORST_FIRST = ['fail', 'warn'] as const;

const toWorst = (verdicts: readonly Verdict[]): Verdict =>
  WORST_FIRST.map((status) => verdicts.find((verdict) => verdict.status === status)).find(Boolean) ??
  ok(verdicts.map(({ message }) => message).join('; '));

/**
 * Whether a provider can be reached, is what it should be, and takes the key. Costs nothing there. Of several servers
 * that share the work, all have to.
 */
export async function checkProvider(
  provider: ProviderSettings,
  options: CheckProviderOptions,
): Promise<Verdict> {
  const servers = provider.baseUrl.split(',').map((baseUrl) => ({ ...provider, baseUrl }));
  return toWorst(await Promise.all(servers.map((server) => checkServer(server, options))));
}
