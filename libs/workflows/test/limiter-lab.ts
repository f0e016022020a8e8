import { LIMITER, toLimiterId, type LimiterSnapshot } from '@genvideo/models';
import { eventually } from '@genvideo/testing';
import type { JobLab } from './job-lab';

/** The limiter of a lab, as an operator sees it. */
export interface LimiterLab {
  snapshot(): Promise<LimiterSnapshot>;
  update(name: string, argument?: unknown): Promise<LimiterSnapshot>;
  /** Resolves when the snapshot is as wished. */
  until(what: string, wish: (snapshot: LimiterSnapshot) => boolean): Promise<LimiterSnapshot>;
  /** Ends the limiter from outside, as an operator might by mistake. */
  terminate(): Promise<void>;
}

export function openLimiterLab(lab: JobLab): LimiterLab {
  const handle = () => lab.engine.client.workflow.getHandle(toLimiterId(lab.taskQueue));
  const snapshot = () => handle().query<LimiterSnapshot>(LIMITER.query.snapshot);
  return {
    snapshot,
    update: (name, argument) =>
      handle().executeUpdate<LimiterSnapshot, [unknown]>(name, { args: [argument] }),
    until: (what, wish) =>
      eventually(
        async () => {
          const seen = await snapshot();
          if (!wish(seen)) throw new Error(`The limiter is at ${JSON.stringify(seen)}`);
          return seen;
        },
        { what, timeoutMs: 30_000 },
      ),
    terminate: async () => {
      await handle().terminate('by mistake');
    },
  };
}
