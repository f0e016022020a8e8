import type { JSX } from 'preact';
import { overJobs } from '../live/live-jobs';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { toNumber } from '../format/to-number';
import { submittedJobs } from './submitted-jobs';
import { toUnderWayJobs, type UnderWayJob } from './to-under-way-jobs';
import { UnderWayRow } from './under-way-row';

/** How often the list is asked for, in milliseconds; what is on it moves by the stream. */
const LIST_MS = 3_000;

const PAGE_SIZE = 100;

/** How many are shown at most: nobody looks at more, and each is live. */
const MOST = 200;

const useUnderWay = (): readonly UnderWayJob[] => {
  const { value } = useAnswer(
    'under way',
    async ({ api }, signal) => {
      const first = await api.listGallery({ status: 'running', limit: PAGE_SIZE }, { signal });
      if (first.next_cursor === null) return first.items;
      const filters = { status: 'running', limit: PAGE_SIZE, cursor: first.next_cursor } as const;
      return [...first.items, ...(await api.listGallery(filters, { signal })).items];
    },
    { everyMs: LIST_MS },
  );
  const over = overJobs.value;
  return toUnderWayJobs(submittedJobs.value, value ?? [], (id) => over.has(id));
};

/** Everything that is under way, live, over one stream. */
export function UnderWayList(): JSX.Element | null {
  const jobs = useUnderWay();
  if (jobs.length === 0) return null;
  return (
    <section class="section" aria-labelledby="under-way">
      <h2 id="under-way">
        {TEXTS.create.underWay} <span class="tally">{toNumber(jobs.length)}</span>
      </h2>
      <ul class="way-list" role="list">
        {jobs.slice(0, MOST).map((job) => (
          <UnderWayRow key={job.id} job={job} />
        ))}
      </ul>
      {jobs.length > MOST && <p class="field-help">{TEXTS.create.others(jobs.length - MOST)}</p>}
    </section>
  );
}
