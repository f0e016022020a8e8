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

/** Files whose contents they need alike, by the settings that name them. A mark has signs for each, in this order: add at the end. */
const SHARED_FILES = [
  'COMFYUI_WORKFLOW_FILE',
  'CONTENT_DENY_LIST_FILE',
] as const satisfies readonly (keyof Config)[];

/** What is in the files that settings name; null where none is used. */
export type SharedFiles = Readonly<Record<(typeof SHARED_FILES)[number], string | null>>;

/** Who goes to a URL, and by what password, is nobody's business. */
const USER_INFO = /\/\/[^/@,]*@/g;

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIGNS_OF_ALL = 3;
const SIGNS_OF_FILE = 2;

/** Stands between the signs of settings, of which a later version may have more, and those of files. */
const BEFORE_FILES = '.';

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
 * What a worker's settings are, in some 30 characters: short enough for the name under which it polls, which the engine
 * writes down with each of its steps. Begins with three signs of all settings together, so that no difference of settings is missed. Without
 * files it says nothing of them: for those who compare, and do not have them.
 */
export function toSettingsMark(config: Config, files: SharedFiles | null): string {
  const values = SHARED_SETTINGS.map((name) => `${name}=${String(config[name]).replace(USER_INFO, '//')}`);
  const settings = `${toSigns(values.join('\n'), SIGNS_OF_ALL)}${values.map((value) => toSigns(value, 1)).join('')}`;
  if (files === null) return settings;
  const contents = SHARED_FILES.map((name) => toSigns(files[name] ?? '', SIGNS_OF_FILE));
  return `${settings}${BEFORE_FILES}${contents.join('')}`;
}

/** A mark that says nothing of files, with what the first of others says that does: so these can be compared with each other. */
export function withFilesOf(mark: string, others: readonly string[]): string {
  const telling = others.find((other) => other.includes(BEFORE_FILES));
  return telling === undefined ? mark : `${mark}${telling.slice(telling.indexOf(BEFORE_FILES))}`;
}

interface Signs {
  settings: string;
  files: string;
}

const toParts = (mark: string): Signs => {
  const [settings = '', files = ''] = mark.split(BEFORE_FILES);
  return { settings, files };
};

const isOther = (theirs: string, own: string): boolean => theirs !== '' && own !== '' && theirs !== own;

const findSettings = (theirs: string, own: string): string[] => {
  const names = SHARED_SETTINGS.filter((_name, at) =>
    isOther(theirs.charAt(SIGNS_OF_ALL + at), own.charAt(SIGNS_OF_ALL + at)),
  );
  const isUntold = names.length === 0 && theirs.length === own.length && theirs !== own;
  return isUntold ? ['some setting'] : names;
};

const findFiles = (theirs: string, own: string): string[] =>
  SHARED_FILES.filter((_name, at) => {
    const place = [SIGNS_OF_FILE * at, SIGNS_OF_FILE * (at + 1)] as const;
    return isOther(theirs.slice(...place), own.slice(...place));
  });

/**
 * In what a mark differs from one's own: the names of settings (those of files where their contents differ), or words where it cannot
 * tell which; empty where both are the same. One difference of 64 has no sign of its own; of files, one in 4,096 is missed. A mark that says less, as that of
 * another version may, is compared as far as both go.
 */
export function findOtherSettings(mark: string, own: string): string[] {
  const [theirs, ours] = [toParts(mark), toParts(own)];
  return [...findSettings(theirs.settings, ours.settings), ...findFiles(theirs.files, ours.files)];
}
