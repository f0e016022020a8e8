import { ok, skip, warn, type Verdict } from './finding';

/** Clocks that differ by more make estimates, signatures and deadlines wrong; in seconds. */
const MOST_SECONDS = 5;

/**
 * Whether the clocks agree.
 * @param aheads by how much other machines' clocks are ahead of this one's, in seconds; null where nobody told
 */
export function checkClock(aheads: { api: number | null }): Verdict {
  const { api } = aheads;
  if (api === null) return skip('nobody told the time');
  if (Math.abs(api) > MOST_SECONDS)
    return warn(
      `the API's clock is ${Math.round(Math.abs(api))} s ${api > 0 ? 'ahead' : 'behind'}`,
      'Set the clocks by NTP on every machine: estimates, signatures and deadlines depend on them.',
    );
  return ok("the API's clock agrees with this one");
}
