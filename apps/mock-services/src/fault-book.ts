import { noFaults, resolveFaults, type Faults, type FaultSettings, type ServiceName } from './faults';

/** The faults as they stand now; they may change while the mocks run. */
export interface FaultBook {
  /** Every field with its value, and the overrides that are set. */
  all(): Faults & FaultSettings;
  forService(service: ServiceName): FaultSettings;
  /** Replaces the given keys and leaves the others. Giving `fail_first` starts its count anew. */
  change(part: Faults): void;
  /** Replaces everything. */
  reset(faults: Faults): void;
  /** Counts one accepted job: true while `fail_first` wants it to fail. */
  takeFailFirst(service: ServiceName): boolean;
}

export function createFaultBook(initial: Faults): FaultBook {
  let given: Faults = {};
  let settings = { image: noFaults, video: noFaults };
  const failuresLeft = { image: 0, video: 0 };

  const replace = (faults: Faults) => {
    given = faults;
    settings = { image: resolveFaults(given, 'image'), video: resolveFaults(given, 'video') };
  };
  const countFailFirstAnew = () => {
    failuresLeft.image = settings.image.fail_first;
    failuresLeft.video = settings.video.fail_first;
  };
  const reset = (faults: Faults) => {
    replace(faults);
    countFailFirstAnew();
  };
  reset(initial);

  return {
    all: () => ({ ...noFaults, ...given }),
    forService: (service) => settings[service],
    change(part) {
      replace({ ...given, ...part });
      const sets = [part, part.image, part.video].some((level) => level?.fail_first !== undefined);
      if (sets) countFailFirstAnew();
    },
    reset,
    takeFailFirst(service) {
      if (failuresLeft[service] === 0) return false;
      failuresLeft[service] -= 1;
      return true;
    },
  };
}
