import type { JSX } from 'preact';
import type { ListedJob } from '@genvideo/progress-client';
import { useLiveJob } from '../live/use-live-job';
import { Page } from '../shell/page';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { Moment } from '../ui/moment';
import { ProgressBar } from '../ui/progress-bar';
import { StatusChip } from '../ui/status-chip';
import { TroubleNote } from '../ui/trouble-note';

const { batches: texts } = TEXTS;

/** How often the list is asked for, in milliseconds; what is on it moves by the stream. */
const LIST_MS = 5_000;

const PAGE_SIZE = 50;

function BatchRow({ batch }: { batch: ListedJob }): JSX.Element {
  const { workflow_id: id } = batch;
  const progress = useLiveJob(id)?.progress ?? null;
  const percent = progress?.percent ?? batch.percent ?? 0;
  const status = progress?.status ?? (batch.status === 'RUNNING' ? 'running' : 'completed');
  return (
    <li class="card batch-row">
      <Link class="batch-link" to={{ page: 'batch', id }}>
        <span class="batch-name one-line">{id}</span>
      </Link>
      <StatusChip status={status} />
      <span class="batch-message soft" dir="auto">
        {progress?.message ?? '\u00A0'}
      </span>
      <span class="soft">
        <Moment at={batch.start_time} />
      </span>
      <ProgressBar percent={percent} status={status} label={id} />
    </li>
  );
}

/** All batches, live. */
export function BatchesPage(): JSX.Element {
  const { value, trouble, reload } = useAnswer(
    'batches',
    ({ api }, signal) => api.listJobs({ type: 'batch', limit: PAGE_SIZE }, { signal }),
    { everyMs: LIST_MS },
  );
  const batches = value?.workflows ?? null;
  return (
    <Page title={texts.title}>
      {trouble && <TroubleNote trouble={trouble} onRetry={reload} />}
      {batches?.length === 0 && (
        <Empty title={texts.empty}>
          <p>{texts.emptyHelp}</p>
          <Link class="button button-main" to={{ page: 'create', from: null }}>
            {texts.toCreate}
          </Link>
        </Empty>
      )}
      {batches !== null && batches.length > 0 && (
        <ul class="batch-list" role="list" aria-label={texts.title}>
          {batches.map((batch) => (
            <BatchRow key={batch.workflow_id} batch={batch} />
          ))}
        </ul>
      )}
    </Page>
  );
}
