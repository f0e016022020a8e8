import type { JSX } from 'preact';
import type { DoctorFinding } from '@genvideo/progress-client';
import { session } from '../server/server';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { TroubleNote } from '../ui/trouble-note';
import { CheckRow } from './check-row';

const { operations: texts } = TEXTS;

function Findings({ findings }: { findings: readonly DoctorFinding[] }): JSX.Element {
  return (
    <ul class="checks" role="list">
      {findings.map(({ check, status, message, fix }) => (
        <CheckRow
          key={check}
          check={{ name: check, isGood: status === 'ok', detail: message, hint: fix, isMock: false }}
          isOpen={status === 'skip'}
        />
      ))}
    </ul>
  );
}

function Report({ checks }: { checks: readonly DoctorFinding[] }): JSX.Element {
  const good = checks.filter(({ status }) => status === 'ok');
  const rest = checks.filter(({ status }) => status !== 'ok');
  return (
    <>
      {rest.length > 0 && <Findings findings={rest} />}
      <details class="doctor-good">
        <summary>{texts.doctorGood(good.length)}</summary>
        <Findings findings={good} />
      </details>
    </>
  );
}

/** What the doctor finds: every check there is, and what to do about what fails. Not for keys that are bound to a user. */
export function DoctorCard(): JSX.Element | null {
  const mayAsk = session.value !== null && session.value.user_id === null;
  const { value, trouble, isLoading, reload } = useAnswer(
    'doctor',
    ({ api }, signal) => api.examine({ signal }),
    {
      when: mayAsk,
    },
  );
  if (!mayAsk) return null;
  return (
    <section class="card" aria-labelledby="doctor">
      <div class="section-head">
        <h2 id="doctor">{texts.doctor}</h2>
        <button type="button" class="button button-small" disabled={isLoading} onClick={reload}>
          {texts.doctorAgain}
        </button>
      </div>
      {trouble !== null && <TroubleNote trouble={trouble} onRetry={reload} />}
      {isLoading && <div class="doctor-awaited" />}
      {value !== null && <Report checks={value.checks} />}
    </section>
  );
}
