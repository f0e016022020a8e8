import type { JSX } from 'preact';
import type { LimiterSnapshot } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { TEXTS } from '../texts';
import { Link } from '../ui/link';
import { Moment } from '../ui/moment';

const { operations: texts } = TEXTS;

/** How many lines each list has at most. */
const MOST = 8;

function Counts({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }): JSX.Element {
  const lines = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, left], [, right]) => right - left);
  return (
    <div>
      <h3>{title}</h3>
      {lines.length === 0 && <p class="soft">{texts.nobodyWaits}</p>}
      <ul class="lines" role="list">
        {lines.slice(0, MOST).map(([name, count]) => (
          <li key={name}>
            <bdi class="one-line">{name}</bdi>
            <span>{toNumber(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const byPriority = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts).map(([priority, count]) => [
      TEXTS.create.priorities[Number(priority) - 1] ?? priority,
      count,
    ]),
  );

/** Who runs and who waits. */
export function QueueCard({ limiter }: { limiter: LimiterSnapshot | null }): JSX.Element {
  const holders = [...(limiter?.holders ?? [])].sort((left, right) =>
    left.granted_at.localeCompare(right.granted_at),
  );
  return (
    <section class="card queue-card" aria-label={texts.waiting}>
      <div>
        <h3>{texts.holders}</h3>
        {holders.length === 0 && <p class="soft">{texts.noHolders}</p>}
        <ul class="lines" role="list">
          {holders.slice(0, MOST).map(({ workflow_id: id, granted_at: at }) => (
            <li key={id}>
              <Link class="one-line" to={{ page: 'job', id }}>
                {id}
              </Link>
              <Moment at={at} isRelative />
            </li>
          ))}
        </ul>
      </div>
      <Counts title={texts.byUser} counts={limiter?.waiting_by_user ?? {}} />
      <Counts title={texts.byPriority} counts={byPriority(limiter?.waiting_by_priority ?? {})} />
    </section>
  );
}
