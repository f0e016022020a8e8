import fc from 'fast-check';
import {
  advanceProgress,
  appendProgress,
  createProgress,
  MAX_PROGRESS_HISTORY,
  toJobPercent,
  toStagePlan,
  toStepPercent,
} from './progress-rules';

const at = new Date('2026-01-01T00:00:00Z');
const plans = fc.constantFrom(
  toStagePlan({ job_type: 'image', image_url: null }),
  toStagePlan({ job_type: 'video', image_url: null }),
  toStagePlan({ job_type: 'video', image_url: 'http://a/b.png' }),
);

describe('toStagePlan', () => {
  it('makes a picture first unless one is given', () => {
    expect(toStagePlan({ job_type: 'video', image_url: null })).toEqual(['image', 'video']);
    expect(toStagePlan({ job_type: 'video', image_url: 'http://a/b.png' })).toEqual(['video']);
    expect(toStagePlan({ job_type: 'image', image_url: null })).toEqual(['image']);
  });
});

describe('toJobPercent', () => {
  it('grows with the stage and stays below what storing begins at', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (plan, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        for (const stage of plan) {
          expect(toJobPercent(plan, stage, low)).toBeLessThanOrEqual(toJobPercent(plan, stage, high));
          expect(toJobPercent(plan, stage, high)).toBeLessThanOrEqual(toStepPercent(plan, 'processing'));
        }
      }),
    );
  });

  it('ends each stage where the next begins', () => {
    const plan = toStagePlan({ job_type: 'video', image_url: null });
    expect(toJobPercent(plan, 'image', 100)).toBe(toJobPercent(plan, 'video', 0));
    expect(toJobPercent(plan, 'video', 100)).toBe(toStepPercent(plan, 'processing'));
  });
});

describe('advanceProgress', () => {
  it('never lets the percent go down', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 })), (percents) => {
        let progress = createProgress(at);
        for (const percent of percents) {
          const next = advanceProgress(progress, { percent }, at);
          expect(next.percent).toBeGreaterThanOrEqual(progress.percent);
          progress = next;
        }
      }),
    );
  });

  it('keeps the percent of a job that failed', () => {
    const progress = advanceProgress(createProgress(at), { percent: 40 }, at);
    expect(advanceProgress(progress, { step: 'failed', status: 'failed' }, at).percent).toBe(40);
  });
});

describe('appendProgress', () => {
  it('keeps the first entry and the latest ones', () => {
    const entries = Array.from({ length: 200 }, (_, index) =>
      advanceProgress(createProgress(at), { message: String(index) }, at),
    );
    const history = entries.reduce<ReturnType<typeof createProgress>[]>(appendProgress, []);
    expect(history).toHaveLength(MAX_PROGRESS_HISTORY);
    expect(history[0]?.message).toBe('0');
    expect(history.at(-1)?.message).toBe('199');
    expect(history.at(-2)?.message).toBe('198');
  });
});
