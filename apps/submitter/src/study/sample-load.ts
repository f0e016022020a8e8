import type { LimiterDesk } from './limiter-desk';
import type { MockAdmin } from './mock-admin';
import type { LoadSample } from './study-report';

/** A look at the running pool, and when: in milliseconds since 1970. */
export type TimedSample = Omit<LoadSample, 'at'> & { atMs: number };

const orNull = <Answer>(answer: Promise<Answer>): Promise<Answer | null> => answer.catch(() => null);

/** Looks once: at the limiter, and at the mocks where there are some. Whoever does not answer is left out. */
export async function sampleLoad(limiter: LimiterDesk, mocks: MockAdmin | null): Promise<TimedSample> {
  const [pool, stats] = await Promise.all([
    orNull(limiter.snapshot()),
    mocks === null ? null : orNull(mocks.stats()),
  ]);
  return {
    atMs: Date.now(),
    held: pool?.held ?? null,
    waiting: pool?.waiting ?? null,
    in_flight: stats?.reduce((sum, { in_flight }) => sum + in_flight, 0) ?? null,
  };
}
