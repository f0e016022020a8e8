import type { JSX } from 'preact';
import type { FailureCounts } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { Link } from '../ui/link';
import { Moment } from '../ui/moment';

const { operations: texts } = TEXTS;

const LOOK_MS = 10_000;

const DAY_MS = 86_400_000;

/** To the minute: who asks for the same is answered together. */
const toSince = (now: Date): string =>
  new Date(Math.floor((now.getTime() - DAY_MS) / 60_000) * 60_000).toISOString();

function Causes({ counts }: { counts: FailureCounts }): JSX.Element {
  const most = Math.max(...counts.causes.map(({ count }) => count), 1);
  return (
    <ul class="causes" role="list">
      {counts.causes.map((cause) => (
        <li key={cause.type ?? ''} class="cause">
          <span class="cause-name">{cause.type ?? texts.unknownCause}</span>
          <span class="cause-count">{toNumber(cause.count)}</span>
          <span class="cause-bar" aria-hidden="true">
            <span style={{ transform: `scaleX(${cause.count / most})` }} />
          </span>
          <span class="soft cause-message" dir="auto">
            {cause.message}{' '}
            <Link to={{ page: 'job', id: cause.last_workflow_id }}>
              {texts.latest} <Moment at={cause.last_at} isRelative />
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Why jobs failed lately. */
export function FailuresCard(): JSX.Element {
  const { value } = useAnswer(
    'failures',
    ({ api }, signal) => api.countFailures({ since: toSince(new Date()) }, { signal }),
    { everyMs: LOOK_MS },
  );
  return (
    <section class="card" aria-labelledby="failures">
      <div class="section-head">
        <h2 id="failures">{texts.failures}</h2>
        <span class="soft">{texts.failuresPeriod}</span>
      </div>
      {value === null && <p class="soft">{'\u00A0'}</p>}
      {value !== null && value.causes.length === 0 && <p class="soft">{texts.noFailures}</p>}
      {value !== null && <Causes counts={value} />}
    </section>
  );
}
