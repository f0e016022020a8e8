/** Lets a few through at a time, first come, first served. */
export interface Turnstile {
  /** Runs as soon as there is room. */
  pass<Output>(run: () => Promise<Output>): Promise<Output>;
  /** Whether somebody waits. */
  isCrowded(): boolean;
}

/** @param places how many may be inside at once */
export function createTurnstile(places: number): Turnstile {
  let free = places;
  const queue: (() => void)[] = [];
  return {
    isCrowded: () => queue.length > 0,
    async pass(run) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await run();
      } finally {
        const next = queue.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
