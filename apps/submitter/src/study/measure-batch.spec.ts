import { createSampleCollected, createSampleMeasurements } from '../../test/sample-report';
import { measureBatch } from './measure-batch';
import { batchReportSchema } from './study-report';

describe('measureBatch', () => {
  it('measures a batch from engine and provider', () => {
    const batch = measureBatch(createSampleMeasurements());
    expect(batch).toMatchObject({
      size: 4,
      makespan_seconds: 6.5,
      ideal_seconds: 6,
      permit_use: 0.923,
      success_rate: 1,
      tries: 8,
      retries: 0,
      highest: { engine: 2, provider: 2, sampled: 2 },
      permits_back_seconds: 0.3,
      processing: { p50: 3.2, p95: 3.2, max: 3.2 },
      stage_seconds: { image: { p50: 1 }, video: { p50: 2 } },
    });
    expect(batch.verdicts.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(batchReportSchema.safeParse(batch).success).toBe(true);
  });

  it('says hop by hop where the time went, and the parts add up', () => {
    const { loss, makespan_seconds } = measureBatch(createSampleMeasurements());
    expect(loss).toMatchObject({
      ideal: 6,
      start: 0.1,
      submit: 0.04,
      provider: 0,
      between: 0.1,
      notice: 0.06,
      handover: 0.1,
      finish: 0.1,
    });
    expect(Object.values(loss).reduce((sum, part) => sum + part, 0)).toBeCloseTo(makespan_seconds);
  });

  it('goes by what workers saw where the provider keeps no count', () => {
    const batch = measureBatch(createSampleMeasurements({ provider: null }));
    expect(batch).toMatchObject({ provider: null, provider_steps: null, highest: { provider: null } });
    expect(batch.verdicts.map(({ status }) => status)).toEqual(['pass', 'unknown', 'pass', 'pass']);
  });

  it('counts a job that left nothing behind, or completed without files, as lost', () => {
    const empty = createSampleCollected('empty', 0);
    const { result } = empty;
    const jobs = [
      { workflow_id: 'gone', trace: null, result: null },
      { ...empty, result: result && { ...result, assets: [] } },
    ];
    const batch = measureBatch(createSampleMeasurements({ jobs }));
    expect(batch.outcomes).toEqual({ completed: 0, failed: 0, cancelled: 0, lost: 2 });
    expect(batch.verdicts.find(({ id }) => id === 'nothing_lost')?.status).toBe('fail');
  });

  it('stays readable when no job was ever seen', () => {
    const jobs = [{ workflow_id: 'gone', trace: null, result: null }];
    const batch = measureBatch(createSampleMeasurements({ jobs, provider: null, permitsBackMs: null }));
    expect(batchReportSchema.safeParse(batch).success).toBe(true);
    expect(batch).toMatchObject({ permit_use: null, permits_back_seconds: null });
  });
});
