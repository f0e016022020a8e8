const serverErrors = [500, 502, 503] as const;

/** One of the statuses of a failing server, by a share from 0 to 1. */
export function pickServerError(share: number): number {
  return serverErrors[Math.floor(share * serverErrors.length)] ?? 500;
}
