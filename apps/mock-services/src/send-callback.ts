const timeoutMs = 10_000;

/** One callback to send. */
export interface CallbackMessage {
  readonly url: string;
  readonly body: string;
  /** What proves the body. */
  readonly headers: Record<string, string>;
}

/** Posts the callback once. Rejects when it was not taken with a 2xx. */
export async function sendCallback(
  { url, body, headers }: CallbackMessage,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}`);
}
