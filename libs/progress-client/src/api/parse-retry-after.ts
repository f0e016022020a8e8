/** The header Retry-After (seconds or a date) as seconds, rounded up; null when it is not there or makes no sense. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const wanted = Number.isNaN(seconds) ? (Date.parse(header) - now.getTime()) / 1_000 : seconds;
  return Number.isFinite(wanted) ? Math.max(0, Math.ceil(wanted)) : null;
}
