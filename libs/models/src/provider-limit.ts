/** What a pool without a limit is configured with: more than there ever are. */
const UNLIMITED = 10_000;

/** How many permits the pool of a provider has. */
export const toProviderCapacity = (limit: number | null): number => limit ?? UNLIMITED;

/** The limit behind a number of permits, or of tasks; null when there is none. */
export const toProviderLimit = (capacity: number): number | null => (capacity < UNLIMITED ? capacity : null);
