import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { toBatchTag } from '@genvideo/models';
import type { BatchLine } from '@genvideo/progress-client';
import { useGallery } from '../gallery/use-gallery';
import { Wall } from '../gallery/wall';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Link } from '../ui/link';
import { toResultsUrl, useResults } from './use-results';

const { batches: texts } = TEXTS;

/** How many failures are told. */
const MOST_FAILURES = 50;

function Failures({ lines }: { lines: readonly BatchLine[] }): JSX.Element | null {
  const failed = lines.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return null;
  return (
    <section class="section" aria-labelledby="failed">
      <h2 id="failed">{texts.failures}</h2>
      <ul class="failures" role="list">
        {failed.slice(0, MOST_FAILURES).map((line) => (
          <li key={line.index}>
            {line.workflow_id === null ? (
              <span>{texts.item(line.index)}</span>
            ) : (
              <Link to={{ page: 'job', id: line.workflow_id }}>{texts.item(line.index)}</Link>
            )}
            <span class="chip chip-failed">{line.error?.type}</span>
            <span dir="auto">{line.error?.message}</span>
          </li>
        ))}
        {failed.length > MOST_FAILURES && (
          <li class="soft">{TEXTS.create.others(failed.length - MOST_FAILURES)}</li>
        )}
      </ul>
    </section>
  );
}

export interface BatchResultsProps {
  id: string;
  /** The file of results; null while that is not known. */
  url: string | null;
  isOver: boolean;
  /** How many items have ended. */
  ended: number;
}

/** How long the engine's list may be behind an end, in milliseconds. */
const BEHIND_MS = 1_200;

/** What a batch has made, and what it has not. */
export function BatchResults({ id, url, isOver, ended }: BatchResultsProps): JSX.Element {
  const lines = useResults(url, isOver);
  const store = useGallery({ tag: toBatchTag(id) });
  const items = store.items.value;
  useEffect(() => {
    const timer = setTimeout(() => void store.refresh(), BEHIND_MS);
    return () => clearTimeout(timer);
  }, [ended]);
  const downloadUrl = toResultsUrl(url, { download: '' });
  return (
    <>
      {lines !== null && <Failures lines={lines} />}
      <section class="section" aria-labelledby="results">
        <div class="section-head">
          <h2 id="results">{texts.results}</h2>
          {downloadUrl !== null && ended > 0 && (
            <a class="button button-plain" href={downloadUrl} download>
              <Icon name="download" size={16} />
              {texts.download}
            </a>
          )}
        </div>
        {items.length === 0 && !store.isLoading.value && <p class="soft">{texts.none}</p>}
        <Wall items={items} label={texts.results} onEnd={() => void store.more()} />
      </section>
    </>
  );
}
