/**
 * Where this page gets a stored file from. The host in a file's own URL is the one that the workers know, which need
 * not be the one that the visitor's browser can reach: what counts is what follows `/assets/`.
 */
export function toOwnUrl(
  url: string,
  baseUrl: string,
  query: Readonly<Record<string, string | null>> = {},
): string {
  const at = url.indexOf('/assets/');
  const own = new URL(at === -1 ? url : url.slice(at + 1), baseUrl);
  for (const [name, value] of Object.entries(query)) if (value !== null) own.searchParams.set(name, value);
  return own.href;
}
