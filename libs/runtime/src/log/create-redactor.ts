/** Takes out of a text what nobody may read there. */
export type Redactor = (text: string) => string;

const REPLACEMENT = '[redacted]';

/** What names of secrets end with: `apiKey`, `x-api-key`, `callback_secret`, `Authorization`. */
const NAMES =
  '[\\w-]*(?:(?:api|access|secret|encryption|private)[_-]?keys?|secrets?|token|ticket|password|passwd|authorization|cookie|signature|credentials?)';

/** Parameters of URLs that are secrets: tokens of callbacks, tickets, signed links. */
const PARAMETERS = '(?:[\\w-]*(?:token|ticket|api_?key|password|secret|signature|credential)|key|sig)';

/** Whatever looks like a secret, with what takes its place. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // {"api_key":"..."}, with lists and numbers for values too
  [
    new RegExp(`("${NAMES}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|-?\\d[\\d.]*)`, 'gi'),
    `$1"${REPLACEMENT}"`,
  ],
  // The same within a text: {\"api_key\":\"...\"}
  [new RegExp(`(\\\\"${NAMES}\\\\"\\s*:\\s*\\\\")[^"\\\\]*`, 'gi'), `$1${REPLACEMENT}`],
  // Headers as text: Authorization: ..., X-API-Key: ...
  [
    /\b((?:proxy-)?authorization|x-api-key|cookie)(: ?)(?:(?:basic|bearer) )?[^\s"',\\]+/gi,
    `$1$2${REPLACEMENT}`,
  ],
  [/\b(bearer )[\w.~+/=-]{6,}/gi, `$1${REPLACEMENT}`],
  // https://name:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/"'@\\]+@/gi, `$1${REPLACEMENT}@`],
  [new RegExp(`([?&]${PARAMETERS}=)[^&\\s"'\\\\]+`, 'gi'), `$1${REPLACEMENT}`],
  [/\b(whsec_)[\w+/=-]+/g, `$1${REPLACEMENT}`],
  [/\b(hooks\.slack\.com\/)[^\s"'\\]+/g, `$1${REPLACEMENT}`],
];

const escapePattern = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&');

/** A secret as it may stand in a line of JSON, and in a URL. */
const toForms = (secret: string): string[] => [
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
];

/**
 * Takes secrets out of text: those that are known, wherever they stand, and whatever looks like one by its name or its
 * form. JSON stays JSON.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const forms = [...new Set(secrets.flatMap(toForms))].sort((left, right) => right.length - left.length);
  const known = forms.length === 0 ? null : new RegExp(forms.map(escapePattern).join('|'), 'g');
  return (text) => {
    const open = known === null ? text : text.replace(known, REPLACEMENT);
    return PATTERNS.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), open);
  };
}
