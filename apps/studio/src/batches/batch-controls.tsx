import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CancelButton } from '../job/cancel-button';
import { go } from '../route/current-route';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { TroubleNote } from '../ui/trouble-note';
import { useAction } from '../ui/use-action';
import type { BatchView } from './use-batch';

const { batches: texts } = TEXTS;

const MOST_AT_ONCE = 10_000;

interface ControlProps {
  id: string;
  view: BatchView;
}

/** How many items may be under way: shown as it is, and changed once it is applied. */
function WindowField({ id, view }: ControlProps): JSX.Element | null {
  const current = view.state?.max_concurrent ?? null;
  const [wished, setWished] = useState<number | null>(null);
  const changing = useAction(
    ({ api }, max_concurrent: number) => api.changeBatch(id, { max_concurrent }),
    () => {
      setWished(null);
      view.reload();
    },
  );
  useEffect(() => setWished(null), [current]);
  if (current === null) return null;
  const value = wished ?? current;
  return (
    <form
      class="apply-row"
      onSubmit={(event) => {
        event.preventDefault();
        void changing.run(value);
      }}
    >
      <NumberField label={texts.window} value={value} most={MOST_AT_ONCE} onChange={setWished} />
      <button type="submit" class="button" disabled={value === current || changing.isUnderWay}>
        {texts.apply}
      </button>
      {changing.trouble && <TroubleNote trouble={changing.trouble} onDismiss={changing.forget} />}
    </form>
  );
}

function PauseButton({ id, view }: ControlProps): JSX.Element {
  const isPaused = view.state?.paused === true;
  const pausing = useAction(
    ({ api }) => (isPaused ? api.resumeBatch(id) : api.pauseBatch(id)),
    () => view.reload(),
  );
  return (
    <>
      <button type="button" class="button" disabled={pausing.isUnderWay} onClick={() => void pausing.run()}>
        <Icon name={isPaused ? 'play' : 'pause'} size={16} />
        {isPaused ? texts.resume : texts.pause}
      </button>
      {pausing.trouble && <TroubleNote trouble={pausing.trouble} onDismiss={pausing.forget} />}
    </>
  );
}

function RetryButton({ id, view }: ControlProps): JSX.Element | null {
  const [retried, setRetried] = useState<number | null>(null);
  const retrying = useAction(
    ({ api }) => api.retryFailed(id),
    (answer) => {
      setRetried(answer.retried);
      view.reload();
      if (answer.workflow_id !== id) go({ page: 'batch', id: answer.workflow_id });
    },
  );
  if ((view.state?.failed ?? 0) === 0 && retried === null) return null;
  return (
    <>
      <button type="button" class="button" disabled={retrying.isUnderWay} onClick={() => void retrying.run()}>
        <Icon name="again" size={16} />
        {texts.retry}
      </button>
      <span class="soft" role="status">
        {retried === null ? '' : texts.retried(retried)}
      </span>
      {retrying.trouble && <TroubleNote trouble={retrying.trouble} onDismiss={retrying.forget} />}
    </>
  );
}

/** Steers a batch. */
export function BatchControls({ id, view }: ControlProps): JSX.Element {
  return (
    <div class="batch-controls">
      {!view.isOver && (
        <>
          <PauseButton id={id} view={view} />
          <CancelButton id={id} texts={texts} />
        </>
      )}
      <RetryButton id={id} view={view} />
      {!view.isOver && <WindowField id={id} view={view} />}
    </div>
  );
}
