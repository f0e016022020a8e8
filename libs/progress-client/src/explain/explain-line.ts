import { describeProviderHealth, toProviderAdvice, type Stage } from '@genvideo/models';
import type { ProviderLine } from '../read-provider-line';
import { describeSeconds, toAgeSeconds } from './describe-time';
import type { ExplainReadings, Finding } from './explain-readings';

/** The activities that work on stages. */
const STAGE_ACTIVITIES: readonly string[] = ['makeImage', 'makeVideo'];

/** The stage that a job is in and that no worker works on; null when there is none. */
export function toParkedStage({
  described,
  record,
}: Pick<ExplainReadings, 'described' | 'record'>): Stage | null {
  const step = record?.step ?? described.step;
  if (step !== 'image' && step !== 'video') return null;
  return described.pending.some(({ name }) => STAGE_ACTIVITIES.includes(name)) ? null : step;
}

const describePlace = ({ place, health }: ProviderLine): string =>
  place === null ? '' : ` (place ${place} of ${health.waiting})`;

/** Why a job waits in line for a provider, its task not begun or not to be heard of; null when it does not. */
export function explainLine(readings: ExplainReadings): Finding | null {
  const { described, record, line, now } = readings;
  if (line === null || line.health.stage !== toParkedStage(readings)) return null;
  const { health } = line;
  const isKept = line.place !== null || health.state !== 'closed';
  if (!isKept || record?.status === 'retrying') return null;
  const since = record?.updated_at ?? null;
  const length = since === null ? '' : ` for ${describeSeconds(toAgeSeconds(since, now))}`;
  const words =
    health.cause === null ? '' : ` The last it said was: ${health.cause.message.replace(/\.$/, '')}.`;
  const { actor, advice } = toProviderAdvice(health);
  return {
    state: 'parked',
    sentence: `"${described.workflow_id}" has waited${length} in line for ${health.provider}${describePlace(line)}: ${describeProviderHealth(health)}.${words}`,
    since,
    who_acts: actor,
    next_step: advice,
    line: { ...health, place: line.place },
  };
}
