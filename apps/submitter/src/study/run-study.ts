import { cancelJob } from '@genvideo/progress-client/direct';
import { mapConcurrently } from '../map-concurrently';
import { IDEAL_FORMULA } from './ideal-makespan';
import { runStudyBatch, type StudySession } from './run-study-batch';
import type { BatchReport, Machine, StudyReport, Versions } from './study-report';
import { toTotalVerdicts } from './verdicts';

export interface StudyIdentity {
  command: string;
  machine: Machine;
  versions: Versions;
}

const CALLS_IN_FLIGHT = 8;

/** Ends what an interrupted study has left running. */
const cancelOpenJobs = async ({ client, open, view }: StudySession): Promise<void> => {
  if (open.size === 0) return;
  view.notice(`Cancelling what is left of the study (up to ${open.size} jobs).`);
  const { signal } = new AbortController();
  await mapConcurrently([...open], { limit: CALLS_IN_FLIGHT, signal }, (id) =>
    cancelJob(client, id).catch(() => undefined),
  );
};

/** Whatever stopped the study is to be told, so an error here is only noticed. */
const putBack = async ({ limiter, view }: StudySession, capacity: number): Promise<void> => {
  try {
    await limiter.setCapacity(capacity);
    view.notice(`The limit is ${capacity} again.`);
  } catch (error) {
    view.notice(`The limit could not be set back to ${capacity}: ${String(error)}`);
  }
};

/**
 * Runs the batches of a study one after the other under its limit. Whatever happens, the limiter's capacity and the
 * mocks' faults are then what they were before, and no job of the study is left.
 */
export async function runStudy(
  session: StudySession,
  formerCapacity: number,
  identity: StudyIdentity,
): Promise<StudyReport> {
  const { settings, limiter, id } = session;
  const startedAt = new Date();
  const batches: BatchReport[] = [];
  try {
    if (settings.limit !== formerCapacity) await limiter.setCapacity(settings.limit);
    for (const [index, size] of settings.batches.entries())
      batches.push(await runStudyBatch(session, size, index + 1));
  } finally {
    await cancelOpenJobs(session);
    if (settings.limit !== formerCapacity) await putBack(session, formerCapacity);
  }
  return {
    report: 'genvideo-study',
    version: 1,
    id,
    started_at: startedAt.toISOString(),
    completed_at: new Date().toISOString(),
    ...identity,
    ideal_formula: IDEAL_FORMULA,
    settings,
    verdicts: toTotalVerdicts(batches),
    batches,
  };
}
