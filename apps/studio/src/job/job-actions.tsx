import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toShownResult } from '../media/shown-result';
import { ticket } from '../media/ticket';
import { toOwnUrl } from '../media/to-own-url';
import { BASE_URL } from '../server/base-url';
import { session } from '../server/server';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Link } from '../ui/link';
import { CancelButton } from './cancel-button';
import { toEngineUrl } from './to-engine-url';
import type { JobView } from './use-job';

const { job: texts } = TEXTS;

const toDownloadUrl = (view: JobView): string | null => {
  const { video, cover } = toShownResult(view.result?.assets ?? [], null);
  const main = video ?? cover;
  const state = ticket.value;
  if (main === null || state.state === 'awaited') return null;
  return toOwnUrl(main.url, BASE_URL, {
    download: '',
    ticket: state.state === 'there' ? state.ticket : null,
  });
};

function CopyId({ id }: { id: string }): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <button type="button" class="button button-plain job-id" title={texts.copy} onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} size={14} />
      <span class="one-line">{id}</span>
      <span class="unseen" role="status">
        {isCopied ? texts.copied : ''}
      </span>
    </button>
  );
}

/** What can be done about a job. */
export function JobActions({ id, view }: { id: string; view: JobView }): JSX.Element {
  const downloadUrl = toDownloadUrl(view);
  const engineUrl = toEngineUrl(session.value, id);
  return (
    <div class="job-actions">
      {downloadUrl !== null && (
        <a class="button button-main" href={downloadUrl} download>
          <Icon name="download" size={16} />
          {texts.download}
        </a>
      )}
      <Link class="button" to={{ page: 'create', from: id }}>
        <Icon name="again" size={16} />
        {texts.again}
      </Link>
      {!view.isOver && view.progress !== null && <CancelButton id={id} texts={texts} />}
      {engineUrl !== null && (
        <a class="button button-plain" href={engineUrl} target="_blank" rel="noreferrer">
          <Icon name="out" size={16} />
          {texts.engine}
        </a>
      )}
      <CopyId id={id} />
    </div>
  );
}
