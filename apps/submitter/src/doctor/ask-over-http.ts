/** An answer over HTTP, whatever its status. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** What the body says as JSON; null when it is none. */
  body: unknown;
}

/** More of a body than that is not read, in characters. */
const LONGEST_BODY = 100_000;

const parseBody = (text: string): unknown => {
  try {
    return JSON.parse(text.slice(0, LONGEST_BODY));
  } catch {
    return null;
  }
};

/** fetch takes no URL with a name and a password in it: they become a header. */
const toTarget = (text: string): { url: URL; authorization: string | null } => {
  const url = new URL(text);
  const { username, password } = url;
  url.username = url.password = '';
  if (username === '') return { url, authorization: null };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
};

export interface AskOptions {
  apiKey: string | null;
  /** What stands before the key; default Bearer. */
  keyScheme?: string | undefined;
  timeoutMs: number;
  /** Posted as JSON; a GET without. */
  post?: unknown;
}

/** Asks once, without following redirects. Rejects only when there is no answer. */
export async function askOverHttp(
  text: string,
  { apiKey, keyScheme = 'Bearer', timeoutMs, post }: AskOptions,
): Promise<HttpAnswer> {
  const { url, authorization } = toTarget(text);
  const credentials = apiKey === null ? authorization : `${keyScheme} ${apiKey}`;
  const response = await fetch(url, {
    method: post === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...(credentials === null ? {} : { authorization: credentials }),
      ...(post === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(post === undefined ? {} : { body: JSON.stringify(post) }),
  });
  return { status: response.status, headers: response.headers, body: parseBody(await response.text()) };
}
