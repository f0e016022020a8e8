import type { JobTrace } from './job-trace';
import type { ProviderAccount } from './provider-count';
import type { BatchReport, Verdict, VerdictId } from './study-report';

/** What each invariant says, for people. */
export const VERDICT_TITLE: Readonly<Record<VerdictId, string>> = {
  limit_held: 'Limit held',
  submissions_are_tries: 'Submissions = tries',
  nothing_lost: 'Nothing lost',
  permits_back: 'Permits back to zero',
};

const verdict = (id: VerdictId, passes: boolean | null, detail: string): Verdict => ({
  id,
  status: passes === null ? 'unknown' : passes ? 'pass' : 'fail',
  detail,
});

/** Never more jobs at once than the limit: by the engine's histories, the provider's count and looks at the limiter. */
export function judgeLimit({ limit, highest }: Pick<BatchReport, 'limit' | 'highest'>): Verdict {
  const counts = [highest.engine, highest.provider ?? 0, highest.sampled ?? 0];
  const provider = highest.provider === null ? 'not counted by the provider' : `provider ${highest.provider}`;
  return verdict(
    'limit_held',
    counts.every((each) => each <= limit),
    `at most ${highest.engine} at once by the engine, ${provider}; limit ${limit}`,
  );
}

/**
 * Nobody paid twice: each try that the engine knows made one submission, and there are no others. A try that the
 * provider never accepted (refused, out of reach) may have made none.
 */
export function judgeSubmissions(traces: readonly JobTrace[], provider: ProviderAccount | null): Verdict {
  const id = 'submissions_are_tries';
  const tries = traces.flatMap((trace) => trace.tries);
  if (provider === null) return verdict(id, null, `${tries.length} tries; the provider keeps no count`);
  const { submissions } = provider.count;
  const keys = provider.tasks.map(({ idempotency_key: key }) => key);
  const known = new Set(tries.map(({ submission_id }) => submission_id));
  const submitted = new Set(keys);
  const twice = keys.length - submitted.size;
  const unknown = keys.filter((key) => key === null || !known.has(key)).length;
  const missing = tries.filter(({ accepted, submission_id: key }) => accepted && !submitted.has(key)).length;
  const parts = [
    `${submissions} submissions, ${tries.length} tries`,
    ...(twice > 0 ? [`${twice} submitted twice`] : []),
    ...(unknown > 0 ? [`${unknown} of no try`] : []),
    ...(missing > 0 ? [`${missing} tries without a submission`] : []),
  ];
  return verdict(id, twice + unknown + missing === 0 && submissions === keys.length, parts.join(', '));
}

/** Every job ended and says how, and a completed one has made its files. */
export function judgeLost({ size, outcomes }: Pick<BatchReport, 'size' | 'outcomes'>): Verdict {
  const ended = outcomes.completed + outcomes.failed + outcomes.cancelled;
  const passes = ended === size && outcomes.lost === 0;
  return verdict('nothing_lost', passes, `${ended} of ${size} jobs ended with a result of their own`);
}

/** The limiter holds nothing when the batch is over. */
export function judgePermits({
  permits_back_seconds: back,
}: Pick<BatchReport, 'permits_back_seconds'>): Verdict {
  const detail =
    back === null
      ? 'permits were still held a minute after the end'
      : `none held ${back.toFixed(1)} s after the end`;
  return verdict('permits_back', back !== null, detail);
}

const WORST: readonly Verdict['status'][] = ['fail', 'unknown', 'pass'];

const toTotal = (id: VerdictId, batches: readonly Pick<BatchReport, 'size' | 'verdicts'>[]): Verdict => {
  const found = batches.flatMap(({ size, verdicts }) =>
    verdicts.filter((each) => each.id === id).map((each) => ({ ...each, size })),
  );
  const status = WORST.find((each) => found.some((one) => one.status === each)) ?? 'unknown';
  if (status === 'pass')
    return { id, status, detail: found.length === 1 ? 'in the one batch' : `in all ${found.length} batches` };
  const broken = found.filter((each) => each.status === status);
  return { id, status, detail: broken.map(({ size, detail }) => `batch of ${size}: ${detail}`).join('; ') };
};

/** The verdicts over all batches: as bad as the worst of them. */
export function toTotalVerdicts(batches: readonly Pick<BatchReport, 'size' | 'verdicts'>[]): Verdict[] {
  const ids: VerdictId[] = ['limit_held', 'submissions_are_tries', 'nothing_lost', 'permits_back'];
  return ids.map((id) => toTotal(id, batches));
}
