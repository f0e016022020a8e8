/**
 * The system's code for an error (`ECONNREFUSED`, `ENOSPC`), its own or that of a cause: fetch hides the network's
 * errors in the causes of its own.
 */
export function toErrorCode(error: unknown): string | undefined {
  for (
    let each = error;
    typeof each === 'object' && each !== null;
    each = 'cause' in each ? each.cause : null
  ) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return undefined;
}
