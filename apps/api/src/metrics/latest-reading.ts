/** Something that is read from far away now and then, and is wanted at once. */
export interface LatestReading<Value> {
  /** The latest value there is, after a short wait for a newer one; null when the latest is too old to be of use. */
  get(): Promise<Value | null>;
}

export interface LatestReadingOptions {
  /** How long a value serves before the next is read. */
  freshMs: number;
  /** How long to wait for the next value before the last one has to do. */
  waitMs: number;
  /** How long a value is good for while no newer one comes. */
  goodForMs: number;
}

/** Reads at most one value at a time, and only when asked for one. A reading that fails changes nothing. */
export function createLatestReading<Value>(
  read: () => Promise<Value>,
  { freshMs, waitMs, goodForMs }: LatestReadingOptions,
): LatestReading<Value> {
  let known: { value: Value; atMs: number } | null = null;
  let reading: Promise<void> | null = null;
  const isWithin = (ms: number): boolean => known !== null && Date.now() - known.atMs < ms;

  const readNext = async (): Promise<void> => {
    try {
      known = { value: await read(), atMs: Date.now() };
    } catch {
      // The last value stays, until it is too old.
    } finally {
      reading = null;
    }
  };

  const atMost = async (work: Promise<void>): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([work, limit]);
    clearTimeout(timer);
  };

  return {
    async get() {
      if (!isWithin(freshMs)) await atMost((reading ??= readNext()));
      return known !== null && isWithin(goodForMs) ? known.value : null;
    },
  };
}
