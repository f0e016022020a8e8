/** What came back: the parsed body and what else specs look at. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Sends a value as JSON, a text as it is. */
export async function sendJson(
  url: string,
  body: unknown,
  { method = 'POST', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
