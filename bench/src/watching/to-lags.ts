import { toJobPercent, type Stage, type StagePlan, type Step } from '@genvideo/models';

/** What a watcher was told, and when. */
export interface Sighting {
  atMs: number;
  percent: number;
  step: Step;
}

/** A task as the provider ran it. */
export interface ProviderTask {
  stage: Stage;
  createdAtMs: number;
  endedAtMs: number;
  /** How long it takes by plan; its percent grows evenly. */
  totalMs: number;
}

const PLAN: StagePlan = ['image', 'video'];
const STEPS: readonly Step[] = ['pending', 'image', 'video', 'processing', 'completed'];

/** The part of a run that counts, in milliseconds of the Unix epoch. */
export interface Span {
  fromMs: number;
  untilMs: number;
}

const ALWAYS: Span = { fromMs: -Infinity, untilMs: Infinity };

/** When the provider's percent first made the job's this much. */
const toChanges = (tasks: readonly ProviderTask[]): Map<number, number> => {
  const changes = new Map<number, number>();
  for (const { stage, createdAtMs, endedAtMs, totalMs } of tasks)
    for (let stagePercent = 1; stagePercent < 100; stagePercent += 1) {
      const percent = toJobPercent(PLAN, stage, stagePercent);
      const atMs = createdAtMs + (totalMs * stagePercent) / 100;
      if (!changes.has(percent) && atMs < endedAtMs && percent > toJobPercent(PLAN, stage, 0))
        changes.set(percent, atMs);
    }
  return changes;
};

/**
 * How long after the provider each percent of the job reached the watcher, in milliseconds. A percent that was passed
 * over counts as seen with the next.
 * @param span when the provider has to have reached it to count; default: whenever
 */
export function toPercentLags(
  sightings: readonly Sighting[],
  tasks: readonly ProviderTask[],
  { fromMs, untilMs }: Span = ALWAYS,
): number[] {
  return [...toChanges(tasks)].flatMap(([percent, atMs]) => {
    if (atMs < fromMs || atMs >= untilMs) return [];
    const seen = sightings.find((sighting) => sighting.percent >= percent);
    return seen === undefined ? [] : [Math.max(0, seen.atMs - atMs)];
  });
}

/** How long after its end at the provider a stage was over for the watcher, in milliseconds; null if never. */
export function toEndLag(sightings: readonly Sighting[], { stage, endedAtMs }: ProviderTask): number | null {
  const seen = sightings.find(({ step }) => STEPS.indexOf(step) > STEPS.indexOf(stage));
  return seen === undefined ? null : Math.max(0, seen.atMs - endedAtMs);
}
