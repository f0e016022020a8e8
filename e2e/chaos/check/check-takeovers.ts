import type { Evidence } from '../evidence/evidence';
import type { ExecutedEvent } from '../faults/executed-event';
import type { Takeover } from '../faults/measure-takeover';
import type { Violation } from './violation';

/** How long a job of a killed worker may stand still while all else is well. */
export const TAKEOVER_LIMIT_MS = 15_000;

/** After the last trouble, everybody has to notice that it is over. */
const GRACE_MS = 5_000;

/** Jobs complete without the API: what happens to it excuses no worker. */
const isDisturbing = ({ event }: ExecutedEvent): boolean => {
  if ('target' in event) return !event.target.startsWith('api-');
  if ('link' in event) return event.link !== 'api-engine' && event.link !== 'provider-api';
  return event.kind === 'deploy';
};

interface Span {
  from: number;
  to: number;
}

/** The troubles that others had meanwhile, in milliseconds since 1970, without overlaps. */
function toTroubles(
  { executed, started_at_ms }: Pick<Evidence, 'executed' | 'started_at_ms'>,
  within: Span,
): Span[] {
  const spans = executed
    .filter(isDisturbing)
    .map(({ began_ms, over_ms }) => ({
      from: Math.max(within.from, started_at_ms + began_ms),
      to: Math.min(within.to, started_at_ms + over_ms + GRACE_MS),
    }))
    .filter(({ from, to }) => from < to)
    .sort((left, right) => left.from - right.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Whether it is the kill itself, which is no trouble of others. */
const isKillOf = ({ event, began_ms }: ExecutedEvent, takeover: Takeover, startedAtMs: number): boolean =>
  event.kind === 'kill' &&
  event.target === takeover.worker &&
  Math.abs(startedAtMs + began_ms - takeover.killed_at_ms) < GRACE_MS;

/** How long a job stood still, and how much of that nothing else was wrong; in milliseconds. */
export function toStandstill(
  takeover: Takeover & { resumed_at_ms: number },
  { executed, started_at_ms }: Pick<Evidence, 'executed' | 'started_at_ms'>,
): { wholeMs: number; undisturbedMs: number } {
  const within = { from: takeover.killed_at_ms, to: takeover.resumed_at_ms };
  const others = executed.filter((each) => !isKillOf(each, takeover, started_at_ms));
  const disturbedMs = toTroubles({ executed: others, started_at_ms }, within).reduce(
    (sum, { from, to }) => sum + to - from,
    0,
  );
  const wholeMs = within.to - within.from;
  return { wholeMs, undisturbedMs: wholeMs - disturbedMs };
}

/** Another worker takes over in time, not counting the time in which other parts were in trouble, too. */
export function checkTakeovers(evidence: Evidence): Violation[] {
  return evidence.takeovers.flatMap((takeover): Violation[] => {
    const { resumed_at_ms, workflow_id, worker } = takeover;
    const whose = `${workflow_id} of ${worker}, killed at ${new Date(takeover.killed_at_ms).toISOString()},`;
    if (resumed_at_ms === null) return [{ rule: 'takeovers', what: `${whose} was not seen to go on` }];
    const { wholeMs, undisturbedMs } = toStandstill({ ...takeover, resumed_at_ms }, evidence);
    if (undisturbedMs <= TAKEOVER_LIMIT_MS) return [];
    return [
      {
        rule: 'takeovers',
        what: `${whose} stood still for ${wholeMs} ms, ${undisturbedMs} of them with nothing else wrong`,
      },
    ];
  });
}
