interface Told {
  code?: unknown;
  details?: unknown;
  message?: unknown;
  cause?: unknown;
}

/** gRPC and fetch wrap the one thing that says something. */
const unwrap = (text: string): string =>
  /Last error: (?:Error: )?(.+?)\. Resolution/.exec(text)?.[1] ?? text.replace(/\.$/, '');

/** Why something failed, in a few words. */
export function toReason(error: unknown): string {
  const { code, details, message, cause } = Object(error) as Told;
  if (Object(error) instanceof Error && (error as Error).name === 'TimeoutError') return 'no answer in time';
  if (code === 4) return 'no answer in time';
  if (typeof details === 'string' && details !== '') return unwrap(details);
  if (typeof code === 'string') return code;
  if (cause !== undefined) return toReason(cause);
  return typeof message === 'string' && message !== '' ? unwrap(message) : String(error);
}
