import type { JSX } from 'preact';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { TroubleNote } from '../ui/trouble-note';
import { CheckRow } from './check-row';
import { toChecks } from './to-checks';

const { operations: texts } = TEXTS;

const LOOK_MS = 5_000;

/** Whether everything that jobs need is there, and what to do where it is not. */
export function HealthCard(): JSX.Element {
  const { value, trouble, reload } = useAnswer('health', ({ api }, signal) => api.readHealth({ signal }), {
    everyMs: LOOK_MS,
  });
  return (
    <section class="card" aria-labelledby="health">
      <h2 id="health">{texts.health}</h2>
      {trouble !== null && <TroubleNote trouble={trouble} onRetry={reload} />}
      <ul class={`checks ${value === null ? 'checks-awaited' : ''}`} role="list">
        {value !== null && toChecks(value).map((check) => <CheckRow key={check.name} check={check} />)}
      </ul>
    </section>
  );
}
