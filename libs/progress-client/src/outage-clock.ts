/** How long somebody who was there has been away. */
export interface OutageClock {
  /** Something was heard: an outage, if there was one, is over. */
  heard(): void;
  /** Another failure. Gives the time since the first of this outage, in milliseconds; null when nothing was ever heard. */
  failed(): number | null;
}

/**
 * A clock that runs from the first failure of an outage, not from what was heard last: it may have been quiet for hours
 * before, with nothing wrong.
 */
export function createOutageClock(now: () => number = () => performance.now()): OutageClock {
  let everHeard = false;
  let beganAt: number | null = null;
  return {
    heard: () => {
      everHeard = true;
      beganAt = null;
    },
    failed: () => {
      beganAt ??= now();
      return everHeard ? now() - beganAt : null;
    },
  };
}
