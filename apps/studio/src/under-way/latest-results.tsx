import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Wall } from '../gallery/wall';
import { overJobs } from '../live/live-jobs';
import { WHOLE_GALLERY } from '../route/route';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { Link } from '../ui/link';
import { TroubleNote } from '../ui/trouble-note';

const MOST = 18;

/** How often the latest are asked for without a reason, in milliseconds. */
const LOOK_MS = 10_000;

/** How long the engine's list may be behind an end, in milliseconds. */
const BEHIND_MS = 1_200;

/** What was made last. */
export function LatestResults(): JSX.Element | null {
  const { value, trouble, isLoading, reload } = useAnswer(
    'latest',
    ({ api }, signal) => api.listGallery({ limit: MOST }, { signal }),
    { everyMs: LOOK_MS },
  );
  const ended = overJobs.value.size;
  useEffect(() => {
    if (ended === 0) return;
    const timer = setTimeout(reload, BEHIND_MS);
    return () => clearTimeout(timer);
  }, [ended]);
  if (trouble !== null && value === null) return <TroubleNote trouble={trouble} onRetry={reload} />;
  if (isLoading || value === null) return <div class="latest-awaited" />;
  if (value.items.length === 0) return <p class="nothing">{TEXTS.create.nothing}</p>;
  return (
    <section class="section" aria-labelledby="latest">
      <div class="section-head">
        <h2 id="latest">{TEXTS.create.latest}</h2>
        <Link class="quiet-link" to={{ page: 'gallery', filters: WHOLE_GALLERY }}>
          {TEXTS.create.latestAll}
        </Link>
      </div>
      <Wall items={value.items} label={TEXTS.create.latest} />
    </section>
  );
}
