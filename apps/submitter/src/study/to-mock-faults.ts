import type { BaseSeconds } from './calibrate-mocks';
import type { Faults } from './mock-admin';

const toObject = (value: unknown): Faults =>
  typeof value === 'object' && value !== null ? { ...(value as Faults) } : {};

/** The largest factor that the mocks take. */
const MAX_FACTOR = 1_000;

const toFactor = (asked: number, base: number): number =>
  Math.min(MAX_FACTOR, Math.max(asked, 0.001) / Math.max(base, 0.001));

/**
 * The faults as the mocks take them: those asked for, and for each service the factor that makes its jobs take the
 * seconds asked for. A service's own faults replace those for both.
 */
export function toMockFaults(faults: Faults, asked: BaseSeconds, base: BaseSeconds): Faults {
  return {
    ...faults,
    image: { ...toObject(faults['image']), slow_progress: toFactor(asked.image, base.image) },
    video: { ...toObject(faults['video']), slow_progress: toFactor(asked.video, base.video) },
  };
}
