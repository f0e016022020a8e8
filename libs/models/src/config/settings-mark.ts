import type { Config } from './environment-schema';

/**
 * Settings that all workers of a task queue need alike: whichever of them takes a job, the same has to become of it. The
 * limiter's capacity and the store are told otherwise. A mark has a sign for each, in this order: add at the end.
 */
const SHARED_SETTINGS = [
  'IMAGE_PROVIDER',
  'IMAGE_API_BASE_URL',
  'VIDEO_PROVIDER',
  'VIDEO_API_BASE_URL',
  'MOCK_EXTERNAL_APIS',
  'KLING_MODEL',
  'KLING_IMAGE_MODEL',
  'KLING_MODE',
  'IMAGE_MAX_IN_FLIGHT',
  'VIDEO_MAX_IN_FLIGHT',
  'ALLOW_AMBIGUOUS_RESUBMIT',
  'CALLBACK_BASE_URL',
  'LIMITER_RECONCILE_SECONDS',
  'MAX_STAGE_RETRIES',
  'JOB_TIMEOUT_SECONDS',
  'QUEUE_TIMEOUT_SECONDS',
  'RESULTS_RETENTION_DAYS',
  'ALLOW_PRIVATE_IMAGE_URLS',
  'ALLOW_PRIVATE_WEBHOOKS',
] as const satisfies readonly (keyof Config)[];

/** Who goes to a URL, and by what password, is nobody's business. */
const USER_INFO = /\/\/[^/@,]*@/g;

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIGNS_OF_ALL = 3;

/** FNV-1a, 32 bits: no secret is among what it is made of, and none could be read out of it. */
const toHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  // The last bits alone would tell short texts badly apart.
  return (hash ^ (hash >>> 15)) >>> 0;
};

const toSigns = (text: string, count: number): string => {
  const hash = toHash(text);
  return Array.from({ length: count }, (_each, at) => SIGNS[(hash >>> (6 * at)) & 63]).join('');
};

/**
 * What a worker's settings are, in some 20 characters: short enough for the name under which it polls, which the engine
 * writes down with each of its steps. Begins with three signs of all settings together, so that no difference is missed.
 */
export function toSettingsMark(config: Config): string {
  const values = SHARED_SETTINGS.map((name) => `${name}=${String(config[name]).replace(USER_INFO, '//')}`);
  return `${toSigns(values.join('\n'), SIGNS_OF_ALL)}${values.map((value) => toSigns(value, 1)).join('')}`;
}

/**
 * In what a mark differs from a configuration: the names of settings, or words where it cannot tell which; empty where both are the same. One
 * difference of 64 has no sign of its own. A mark of another version is compared as far as both go.
 */
export function findOtherSettings(mark: string, config: Config): string[] {
  const own = toSettingsMark(config);
  if (mark === own) return [];
  const names = SHARED_SETTINGS.filter((_name, at) => {
    const sign = mark[SIGNS_OF_ALL + at];
    return sign !== undefined && sign !== own[SIGNS_OF_ALL + at];
  });
  const isOfThisVersion = mark.length === own.length;
  return names.length > 0 || !isOfThisVersion ? names : ['some setting'];
}
