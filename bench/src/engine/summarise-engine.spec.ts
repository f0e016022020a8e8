import { toMeasurement } from '../../test/to-measurement';
import type { EngineMeasurement } from './engine-result';
import { summariseEngine, toGrowthRatios } from './summarise-engine';

const toTurn = (change: Partial<EngineMeasurement>): EngineMeasurement => {
  const processor_seconds = { engine: 0.03, database: 0.02, workers: 0.05 };
  return {
    ...toMeasurement({}),
    engine: 'postgresql',
    part: 'few',
    stored: 1_000,
    processor_seconds,
    ...change,
  };
};

describe('summariseEngine', () => {
  it('adds PostgreSQL to the engine, in milliseconds per job, and keeps parts and engines apart', () => {
    const [few, control] = summariseEngine([
      toTurn({}),
      toTurn({ round: 2, stored: 1_300 }),
      toTurn({ engine: 'memory' }),
    ]);
    expect(few?.cost.total.median).toBeCloseTo(50);
    expect(few?.cost.database.median).toBeCloseTo(20);
    expect(few?.stored).toBe(1_000);
    expect(control?.engine).toBe('memory');
  });
});

describe('toGrowthRatios', () => {
  it('tells what changed beside what changed by itself', () => {
    const dearer = { engine: 0.06, database: 0.04, workers: 0.05 };
    const slower = { engine: 0.033, database: 0.022, workers: 0.05 };
    const ratios = toGrowthRatios(
      summariseEngine([
        toTurn({}),
        toTurn({ part: 'many', processor_seconds: dearer, jobs_per_second: 15 }),
        toTurn({ engine: 'memory' }),
        toTurn({ engine: 'memory', part: 'many', processor_seconds: slower }),
      ]),
    );
    expect(ratios).toEqual([
      { what: 'processor time per job', raw: 2, machine: expect.closeTo(1.1) },
      { what: 'jobs per second', raw: 0.5, machine: 1 },
    ]);
  });

  it('has nothing to say where growth was not measured', () => {
    expect(toGrowthRatios(summariseEngine([toTurn({})]))).toEqual([]);
  });
});
