/** Counts what runs now and the most that ever ran at once. */
export interface InFlightMeter {
  enter(): void;
  leave(): void;
  current(): number;
  highest(): number;
  reset(): void;
}

export function createInFlightMeter(): InFlightMeter {
  let current = 0;
  let highest = 0;
  return {
    enter() {
      current += 1;
      highest = Math.max(highest, current);
    },
    leave() {
      current -= 1;
    },
    current: () => current,
    highest: () => highest,
    reset() {
      current = 0;
      highest = 0;
    },
  };
}
