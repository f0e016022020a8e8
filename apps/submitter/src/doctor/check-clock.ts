import { ok, skip, warn, type Verdict } from './finding';

/** Clocks that differ by more make estimates, signatures and deadlines wrong; in seconds. */
const MOST_SECONDS = 5;

/** By how much other clocks are ahead of this one, in seconds; null where nobody told. */
export interface Aheads {
  api: number | null;
  engine: number | null;
}

const toWords = (whose: string, ahead: number): string =>
  `the ${whose}'s clock is ${Math.round(Math.abs(ahead))} s ${ahead > 0 ? 'ahead' : 'behind'}`;

/** Whether the clocks agree. */
export function checkClock({ api, engine }: Aheads): Verdict {
  const told = [
    { whose: 'engine', ahead: engine },
    { whose: 'API', ahead: api },
  ].flatMap(({ whose, ahead }) => (ahead === null ? [] : [{ whose, ahead }]));
  if (told.length === 0) return skip('nobody told the time');
  const wrong = told.filter(({ ahead }) => Math.abs(ahead) > MOST_SECONDS);
  if (wrong.length > 0)
    return warn(
      wrong.map(({ whose, ahead }) => toWords(whose, ahead)).join(', and '),
      'Set the clocks by NTP on every machine: estimates, signatures and deadlines depend on them.',
    );
  return ok(`the ${told.map(({ whose }) => whose).join("'s and the ")}'s clock agrees with this one`);
}
