/** The longest that anybody may ask to be kept waiting, in seconds: proxies cut off what takes much longer. */
export const MAX_WAIT_SECONDS = 60;

/**
 * The seconds of `wait` in a Prefer header (RFC 7240), null without one. What is not understood is no preference.
 */
export function parsePreferredWait(prefer: string | undefined): number | null {
  for (const preference of (prefer ?? '').split(',')) {
    const [, seconds] = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;|$)/i.exec(preference) ?? [];
    if (seconds !== undefined) return Math.min(Number(seconds), MAX_WAIT_SECONDS);
  }
  return null;
}
