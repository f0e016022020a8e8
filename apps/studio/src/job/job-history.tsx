import type { JSX } from 'preact';
import { TEXTS } from '../texts';
import { toPercent } from '../format/to-percent';
import { Moment } from '../ui/moment';
import { toHistory } from './to-history';
import type { JobView } from './use-job';

/** What happened to a job, in order. */
export function JobHistory({ view }: { view: JobView }): JSX.Element | null {
  const { detail } = view;
  if (detail === null) return null;
  const record = detail.detailed_status?.progress_history ?? null;
  return (
    <section class="history-section" aria-labelledby="history">
      <h2 id="history">{TEXTS.job.history}</h2>
      {record === null ? (
        <p class="soft">{TEXTS.job.noHistory}</p>
      ) : (
        <ol class="history" role="list">
          {toHistory(record).map((entry, index) => (
            <li key={index} class={`history-entry history-${entry.status}`}>
              <Moment at={entry.updated_at} />
              <span class="history-words" dir="auto">
                {entry.error_message ?? entry.message}
              </span>
              <span class="soft">{toPercent(entry.percent)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
