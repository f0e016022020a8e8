import type { JSX } from 'preact';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { TroubleNote } from '../ui/trouble-note';
import { toChecks, type Check } from './to-checks';

const { operations: texts } = TEXTS;

const LOOK_MS = 5_000;

function CheckRow({ check }: { check: Check }): JSX.Element {
  const { name, isGood, detail, hint, isMock } = check;
  return (
    <li class={`check ${isGood ? 'check-good' : 'check-bad'}`}>
      <span class="check-mark">
        <Icon name={isGood ? 'check' : 'alert'} size={16} />
        <span class="unseen">{isGood ? texts.good : texts.bad}</span>
      </span>
      <div>
        <p class="check-name">
          {name} {isMock && <span class="chip chip-mock">{texts.mock}</span>}
        </p>
        <p class="soft check-detail">{detail}</p>
        {hint !== null && <p class="check-hint">{hint}</p>}
      </div>
    </li>
  );
}

/** Whether everything that jobs need is there, and what to do where it is not. */
export function HealthCard(): JSX.Element {
  const { value, trouble, reload } = useAnswer('health', ({ api }, signal) => api.readHealth({ signal }), {
    everyMs: LOOK_MS,
  });
  return (
    <section class="card" aria-labelledby="health">
      <h2 id="health">{texts.health}</h2>
      {trouble !== null && <TroubleNote trouble={trouble} onRetry={reload} />}
      <ul class="checks" role="list">
        {value !== null && toChecks(value).map((check) => <CheckRow key={check.name} check={check} />)}
      </ul>
    </section>
  );
}
