import type { JSX } from 'preact';
import type { Explanation } from '@genvideo/progress-client';
import { TEXTS } from '../texts';

/** Why the job is where it is, and what to do about it: in the API's own words. */
export function JobWhy({ explanation }: { explanation: Explanation }): JSX.Element {
  return (
    <section class="why" aria-labelledby="why">
      <h2 id="why">{TEXTS.job.why}</h2>
      <p dir="auto">{explanation.sentence}</p>
      {explanation.next_step !== null && (
        <p class="why-next" dir="auto">
          <strong>{TEXTS.job.next}:</strong> {explanation.next_step}
        </p>
      )}
    </section>
  );
}
