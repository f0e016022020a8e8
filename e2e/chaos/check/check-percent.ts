import type { Evidence } from '../evidence/evidence';
import type { Violation } from './violation';

/** Percent never goes down, over tries, crashes and changes from one API to the other. */
export function checkPercent({ jobs }: Evidence): Violation[] {
  return jobs.flatMap(({ log }) =>
    log.watchers.flatMap(({ watcher, sights }) =>
      sights.flatMap(({ percent, at_ms }, index): Violation[] => {
        const before = sights[index - 1]?.percent ?? 0;
        if (percent >= before) return [];
        const at = new Date(at_ms).toISOString();
        return [
          { rule: 'percent', what: `${log.workflow_id}: ${watcher} saw ${before}, then ${percent} at ${at}` },
        ];
      }),
    ),
  );
}
