import { useRef } from 'preact/hooks';
import type { LimiterHistory } from '@genvideo/progress-client';
import { useAnswer } from '../server/use-answer';

type Sample = LimiterHistory['samples'][number];

/** How many samples are kept: more than there are in the time that is shown. */
const MOST = 400;

/** How the limit was used lately. The whole is asked for once, and then what is new. */
export function useLimitHistory(everyMs: number): { samples: readonly Sample[] } {
  const kept = useRef<readonly Sample[]>([]);
  const { value } = useAnswer(
    'limiter history',
    async ({ api }, signal) => {
      const last = kept.current.at(-1);
      const { samples } = await api.readLimiterHistory(last === undefined ? {} : { since: last.at }, {
        signal,
      });
      const added = samples.filter(({ at }) => last === undefined || at > last.at);
      kept.current = [...kept.current, ...added].slice(-MOST);
      return kept.current;
    },
    { everyMs },
  );
  return { samples: value ?? kept.current };
}
