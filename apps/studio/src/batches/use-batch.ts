import type { BatchState, Explanation, Progress } from '@genvideo/progress-client';
import { isOver } from '../live/choose-followed';
import { useLiveJob } from '../live/use-live-job';
import type { Trouble } from '../server/trouble';
import { useAnswer } from '../server/use-answer';

/** How often a running batch is asked for its counts, in milliseconds. */
const COUNTS_MS = 2_000;

const EXPLAIN_MS = 5_000;

/** Everything that the page of a batch shows. What is not known yet is null. */
export interface BatchView {
  progress: Progress | null;
  state: BatchState | null;
  explanation: Explanation | null;
  isOver: boolean;
  isGone: boolean;
  trouble: Trouble | null;
  reload: () => void;
}

/** Follows one batch. */
export function useBatch(id: string): BatchView {
  const live = useLiveJob(id);
  const closed = isOver(live);
  const pace = (everyMs: number) => (closed ? {} : { everyMs });
  const state = useAnswer(`batch ${id}`, ({ api }, signal) => api.readBatch(id, { signal }), pace(COUNTS_MS));
  const why = useAnswer(`why ${id}`, ({ api }, signal) => api.explain(id, { signal }), pace(EXPLAIN_MS));
  return {
    progress: live?.progress ?? null,
    state: state.value,
    explanation: why.value,
    isOver: closed,
    isGone: live?.error?.type === 'NotFound' || state.trouble?.isGone === true,
    trouble: state.trouble,
    reload: () => {
      state.reload();
      why.reload();
    },
  };
}
