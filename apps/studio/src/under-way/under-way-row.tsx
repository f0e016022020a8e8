import type { JSX } from 'preact';
import { useLiveJob } from '../live/use-live-job';
import { toPercent } from '../format/to-percent';
import { TEXTS } from '../texts';
import { Link } from '../ui/link';
import { ProgressBar } from '../ui/progress-bar';
import type { UnderWayJob } from './to-under-way-jobs';

/** One job that is under way, live. */
export function UnderWayRow({ job }: { job: UnderWayJob }): JSX.Element {
  const progress = useLiveJob(job.id)?.progress ?? null;
  const percent = progress?.percent ?? 0;
  const name = job.prompt ?? job.id;
  return (
    <li class="way-row">
      <Link class="way-link" to={{ page: 'job', id: job.id }}>
        <span class="way-prompt" dir="auto">
          {name}
        </span>
        <span class="way-message" dir="auto">
          {progress?.message ?? TEXTS.statuses.pending}
        </span>
      </Link>
      <span class="way-percent">{toPercent(percent)}</span>
      <ProgressBar percent={percent} status={progress?.status ?? 'pending'} label={name} />
    </li>
  );
}
