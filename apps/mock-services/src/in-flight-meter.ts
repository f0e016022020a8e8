/** Counts what runs now and the most that ever ran at once. */
export interface InFlightMeter {
  /** `count` defaults to 1. */
  enter(count?: number): void;
  leave(count?: number): void;
  current(): number;
  highest(): number;
  reset(): void;
}

export function createInFlightMeter(): InFlightMeter {
  let current = 0;
  let highest = 0;
  return {
    enter(count = 1) {
      current += count;
      highest = Math.max(highest, current);
    },
    leave(count = 1) {
      current -= count;
    },
    current: () => current,
    highest: () => highest,
    reset() {
      current = 0;
      highest = 0;
    },
  };
}
