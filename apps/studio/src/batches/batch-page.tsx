import type { JSX } from 'preact';
import { toBatchTag } from '@genvideo/models';
import { toPercent } from '../format/to-percent';
import { JobWhy } from '../job/job-why';
import { useAnswer } from '../server/use-answer';
import { Page } from '../shell/page';
import { TEXTS } from '../texts';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { ProgressBar } from '../ui/progress-bar';
import { StatusChip, type ChipStatus } from '../ui/status-chip';
import { TroubleNote } from '../ui/trouble-note';
import { UnderWayRow } from '../under-way/under-way-row';
import { BatchControls } from './batch-controls';
import { BatchCounts } from './batch-counts';
import { BatchResults } from './batch-results';
import { useBatch, type BatchView } from './use-batch';

const { batches: texts } = TEXTS;

/** How many of the items that are under way are shown. */
const SHOWN = 24;

const LIST_MS = 2_500;

const toStatus = ({ progress, state, isOver }: BatchView): ChipStatus => {
  if (!isOver && state?.paused === true) return 'paused';
  return progress?.status ?? 'pending';
};

const toEnded = ({ state }: BatchView): number =>
  state === null ? 0 : state.completed + state.failed + state.cancelled;

function ItemsUnderWay({ id }: { id: string }): JSX.Element | null {
  const { value } = useAnswer(
    `items ${id}`,
    ({ api }, signal) =>
      api.listGallery({ tag: toBatchTag(id), status: 'running', limit: SHOWN }, { signal }),
    { everyMs: LIST_MS },
  );
  const items = value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="section" aria-labelledby="items">
      <h2 id="items">{texts.counts.running}</h2>
      <ul class="way-list" role="list">
        {items.map(({ workflow_id: item, prompt, kind }) => (
          <UnderWayRow key={item} job={{ id: item, prompt, kind }} />
        ))}
      </ul>
    </section>
  );
}

function Gone(): JSX.Element {
  return (
    <Page title={TEXTS.job.gone}>
      <Empty title={TEXTS.job.goneHelp}>
        <Link class="button button-main" to={{ page: 'batches' }}>
          {texts.title}
        </Link>
      </Empty>
    </Page>
  );
}

/** What a batch tells before anything is known of it. */
const UNKNOWN = { percent: 0, status: 'pending', message: '\u00A0' } as const;

const toRate = ({ state, isOver }: BatchView): number | null => (isOver ? null : (state?.per_minute ?? null));

/** How a batch stands, and what steers it. */
function BatchCard({ id, view }: { id: string; view: BatchView }): JSX.Element {
  const { state } = view;
  const rate = toRate(view);
  const { percent, status, message } = view.progress ?? UNKNOWN;
  return (
    <section class="card batch-card" aria-label={texts.title}>
      <div class="job-state">
        <StatusChip status={toStatus(view)} />
        <span class="soft">{state === null ? '\u00A0' : texts.items(state.total)}</span>
        {rate !== null && <span class="soft">{texts.perMinute(rate)}</span>}
        <span class="job-percent">{toPercent(percent)}</span>
      </div>
      <p class="job-message" role="status" dir="auto">
        {message}
      </p>
      {state === null ? (
        <ProgressBar percent={percent} status={status} label={id} />
      ) : (
        <BatchCounts state={state} percent={percent} />
      )}
      <BatchControls id={id} view={view} />
    </section>
  );
}

/** One batch: how its items stand, what steers it, what it has made. */
export function BatchPage({ id }: { id: string }): JSX.Element {
  const view = useBatch(id);
  if (view.isGone) return <Gone />;
  const { trouble, explanation, isOver } = view;
  return (
    <Page title={id}>
      {trouble && <TroubleNote trouble={trouble} onRetry={view.reload} />}
      <BatchCard id={id} view={view} />
      {explanation?.next_step && <JobWhy explanation={explanation} />}
      {!isOver && <ItemsUnderWay id={id} />}
      <BatchResults id={id} url={view.progress?.asset_url ?? null} isOver={isOver} ended={toEnded(view)} />
    </Page>
  );
}
