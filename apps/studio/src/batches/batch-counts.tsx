import type { JSX } from 'preact';
import type { BatchState } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { TEXTS } from '../texts';

const { batches: texts } = TEXTS;

const ORDER = ['completed', 'running', 'waiting', 'failed', 'cancelled'] as const;

type Counts = Record<(typeof ORDER)[number], number>;

const toCounts = ({ total, completed, failed, cancelled, running }: BatchState): Counts => ({
  ...{ completed, failed, cancelled, running },
  waiting: Math.max(0, total - completed - failed - cancelled - running),
});

/** How the items of a batch stand: a bar of shares, and the numbers. */
export function BatchCounts({ state, percent }: { state: BatchState; percent: number }): JSX.Element {
  const counts = toCounts(state);
  return (
    <div class="batch-counts">
      <div
        class="shares"
        role="progressbar"
        aria-label={state.batch_id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        {ORDER.filter((name) => counts[name] > 0).map((name) => (
          <div key={name} class={`share share-${name}`} style={{ flexGrow: counts[name] }} />
        ))}
      </div>
      <dl class="legend">
        {ORDER.map((name) => (
          <div key={name} class={`legend-item legend-${name}`}>
            <dt>{texts.counts[name]}</dt>
            <dd>{toNumber(counts[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
