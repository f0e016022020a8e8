import type { JSX } from 'preact';
import type { LimiterSnapshot } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { toSeconds } from '../format/to-seconds';
import { useAnswer } from '../server/use-answer';
import { TEXTS } from '../texts';
import { TroubleNote } from '../ui/trouble-note';
import { LimitChart } from './limit-chart';
import { LimitControls } from './limit-controls';
import { useLimitHistory } from './use-limit-history';

const { operations: texts } = TEXTS;

const LOOK_MS = 2_000;

function Figures({ limiter }: { limiter: LimiterSnapshot }): JSX.Element {
  const {
    held,
    capacity,
    waiting,
    grants_per_minute: rate,
    mean_hold_seconds: hold,
    oldest_wait_seconds: oldest,
  } = limiter;
  const figures: [name: string, value: string, kind: string][] = [
    [texts.running, toNumber(held), 'held'],
    [texts.capacity, toNumber(capacity), 'capacity'],
    [texts.waiting, toNumber(waiting), 'waiting'],
    [texts.rate, toNumber(rate, 1), 'rate'],
    [texts.hold, hold === null ? '–' : toSeconds(hold), 'hold'],
    [texts.oldest, oldest === null ? '–' : toSeconds(oldest), 'oldest'],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value, kind]) => (
        <div key={name} class={`figure figure-${kind}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const toNotice = ({ paused, draining }: LimiterSnapshot): string | null => {
  if (paused) return texts.paused;
  return draining ? texts.draining : null;
};

export interface LimitCardProps {
  limiter: LimiterSnapshot | null;
  onChange: () => void;
}

/** The one limit: how it is used, and what changes it. */
export function LimitCard({ limiter, onChange }: LimitCardProps): JSX.Element {
  const { samples } = useLimitHistory(LOOK_MS);
  const notice = limiter && toNotice(limiter);
  return (
    <section class="card limit-card" aria-labelledby="limit">
      <h2 id="limit">{texts.limit}</h2>
      {limiter === null ? (
        <div class="limit-awaited" />
      ) : (
        <>
          <Figures limiter={limiter} />
          {notice !== null && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          <LimitChart samples={samples} limiter={limiter} />
          <LimitControls limiter={limiter} onChange={onChange} />
        </>
      )}
    </section>
  );
}

/** The limit as it is at present. */
export function useLimiter() {
  return useAnswer('limiter', ({ api }, signal) => api.readLimiter({ signal }), { everyMs: LOOK_MS });
}

/** What is said where the limit cannot be read. */
export function LimitTrouble({ limiter }: { limiter: ReturnType<typeof useLimiter> }): JSX.Element | null {
  const { trouble, value, reload } = limiter;
  return trouble !== null && value === null ? <TroubleNote trouble={trouble} onRetry={reload} /> : null;
}
