import { toMeasurement } from '../../test/to-measurement';
import { summarise } from './summarise';

describe('summarise', () => {
  const measurements = [
    toMeasurement({ contestant: 'genvideo', round: 1, jobs_per_second: 20, limiter_events_per_job: 1.5 }),
    toMeasurement({ contestant: 'bare', round: 1, jobs_per_second: 40 }),
    toMeasurement({ contestant: 'genvideo', round: 2, jobs_per_second: 9, limiter_events_per_job: 1.7 }),
    toMeasurement({ contestant: 'bare', round: 2, jobs_per_second: 10, max_in_flight: 60 }),
  ];

  it('compares with bare in the same round, before it takes the median', () => {
    const [genvideo] = summarise(measurements)[0]?.contestants ?? [];
    expect(genvideo?.ofBare).toEqual({ median: 0.7, min: 0.5, max: 0.9 });
  });

  it('has no ratio without bare, and no limiter events without a limiter', () => {
    const alone = measurements.filter(({ contestant }) => contestant === 'genvideo');
    expect(summarise(alone)[0]?.contestants[0]?.ofBare).toBeNull();
    expect(summarise(measurements)[0]?.contestants[1]?.limiterEventsPerJob).toBeNull();
  });

  it('keeps the most that was in flight in any round', () => {
    expect(summarise(measurements)[0]?.contestants.map(({ maxInFlight }) => maxInFlight)).toEqual([50, 60]);
  });

  it('keeps the same jobs apart where other things are measured', () => {
    const both = [...measurements, toMeasurement({ kind: 'use' })];
    expect(summarise(both).map(({ kind }) => kind)).toEqual(['throughput', 'use']);
  });
});
