import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LimiterSnapshot } from '@genvideo/progress-client';
import { session } from '../server/server';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { TroubleNote } from '../ui/trouble-note';
import { useAction } from '../ui/use-action';

const { operations: texts } = TEXTS;

const MOST = 10_000;

export interface LimitControlsProps {
  limiter: LimiterSnapshot;
  onChange: () => void;
}

/** Changes the limit and pauses it, without ending anything that runs. */
export function LimitControls({ limiter, onChange }: LimitControlsProps): JSX.Element {
  const { capacity, paused } = limiter;
  const [wished, setWished] = useState<number | null>(null);
  const [changed, setChanged] = useState('');
  const changing = useAction(
    ({ api }, patch: { capacity?: number; paused?: boolean }) => api.changeLimiter(patch),
    (next) => {
      setChanged(texts.changed(next.capacity));
      setWished(null);
      onChange();
    },
  );
  useEffect(() => setWished(null), [capacity]);
  if ((session.value?.user_id ?? null) !== null) return <p class="soft">{texts.mayNot}</p>;
  const value = wished ?? capacity;
  return (
    <form
      class="apply-row"
      onSubmit={(event) => {
        event.preventDefault();
        void changing.run({ capacity: value });
      }}
    >
      <NumberField label={texts.change} value={value} most={MOST} onChange={setWished} />
      <button type="submit" class="button button-main" disabled={value === capacity || changing.isUnderWay}>
        {texts.apply}
      </button>
      <button
        type="button"
        class="button"
        disabled={changing.isUnderWay}
        onClick={() => void changing.run({ paused: !paused })}
      >
        <Icon name={paused ? 'play' : 'pause'} size={16} />
        {paused ? texts.resume : texts.pause}
      </button>
      <span class="unseen" role="status">
        {changed}
      </span>
      {changing.trouble && <TroubleNote trouble={changing.trouble} onDismiss={changing.forget} />}
    </form>
  );
}
