import { useEffect } from 'preact/hooks';
import type { DetailedStatus, Explanation, JobResult, JobsEvent, Progress } from '@genvideo/progress-client';
import { isOver } from '../live/choose-followed';
import { useLiveJob } from '../live/use-live-job';
import { useAnswer } from '../server/use-answer';
import type { Trouble } from '../server/trouble';

/** How often it is asked why a running job is where it is, in milliseconds. */
const EXPLAIN_MS = 4_000;

/** Everything that the page of a job shows. What is not known yet is null. */
export interface JobView {
  progress: Progress | null;
  isOver: boolean;
  /** Whether there is no such job, or no more. */
  isGone: boolean;
  detail: DetailedStatus | null;
  explanation: Explanation | null;
  result: JobResult | null;
  trouble: Trouble | null;
  reload: () => void;
}

const toStage = (progress: Progress | null): string =>
  progress === null ? '' : `${progress.step} ${progress.status}`;

const isOfJob = (result: unknown): result is JobResult =>
  typeof result === 'object' && result !== null && 'assets' in result;

const isGone = (live: JobsEvent | null, trouble: Trouble | null): boolean =>
  live?.error?.type === 'NotFound' || ((live?.progress ?? null) === null && trouble?.isGone === true);

const hasEnded = (live: JobsEvent | null, detail: DetailedStatus | null): boolean =>
  isOver(live) || (detail !== null && detail.status !== 'RUNNING');

/** Follows one job: live over the stream, and asked for more at each change of its stage. */
export function useJob(id: string): JobView {
  const live = useLiveJob(id);
  const detail = useAnswer(`detail ${id}`, ({ api }, signal) => api.readDetailedStatus(id, { signal }));
  const closed = hasEnded(live, detail.value);
  const explanation = useAnswer(`why ${id}`, ({ api }, signal) => api.explain(id, { signal }), {
    ...(closed ? {} : { everyMs: EXPLAIN_MS }),
  });
  const result = useAnswer(`result ${id}`, ({ api }, signal) => api.readResult(id, { signal }), {
    when: closed,
  });
  const stage = toStage(live?.progress ?? null);
  useEffect(() => {
    if (stage === '') return;
    detail.reload();
    explanation.reload();
  }, [stage]);
  return {
    progress: live?.progress ?? detail.value?.progress ?? null,
    isOver: closed,
    isGone: isGone(live, detail.trouble),
    detail: detail.value,
    explanation: explanation.value,
    result: isOfJob(result.value) ? result.value : null,
    trouble: detail.trouble ?? (closed ? result.trouble : null),
    reload: detail.reload,
  };
}
