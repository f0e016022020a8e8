import { noFaults, resolveFaults, type Faults, type FaultSettings, type ServiceName } from './faults';
import { nowMs } from './now-ms';

/** The faults as they stand now; they may change while the mocks run. */
export interface FaultBook {
  /** Every field with its value, and the overrides that are set. */
  all(): Faults & FaultSettings;
  forService(service: ServiceName): FaultSettings;
  /** Replaces the given keys and leaves the others. Giving `fail_first` or `maintenance_ms` starts its count anew. */
  change(part: Faults): void;
  /** Replaces everything. */
  reset(faults: Faults): void;
  /** Counts one accepted job: true while `fail_first` wants it to fail. */
  takeFailFirst(service: ServiceName): boolean;
  /** Whether `maintenance_ms` has not passed yet. */
  inMaintenance(service: ServiceName): boolean;
}

export function createFaultBook(initial: Faults): FaultBook {
  let given: Faults = {};
  let settings = { image: noFaults, video: noFaults };
  const failuresLeft = { image: 0, video: 0 };
  const maintenanceUntil = { image: 0, video: 0 };

  const replace = (faults: Faults) => {
    given = faults;
    settings = { image: resolveFaults(given, 'image'), video: resolveFaults(given, 'video') };
  };
  const countFailFirstAnew = () => {
    failuresLeft.image = settings.image.fail_first;
    failuresLeft.video = settings.video.fail_first;
  };
  const beginMaintenanceAnew = () => {
    maintenanceUntil.image = nowMs() + settings.image.maintenance_ms;
    maintenanceUntil.video = nowMs() + settings.video.maintenance_ms;
  };
  const reset = (faults: Faults) => {
    replace(faults);
    countFailFirstAnew();
    beginMaintenanceAnew();
  };
  reset(initial);

  return {
    all: () => ({ ...noFaults, ...given }),
    forService: (service) => settings[service],
    change(part) {
      replace({ ...given, ...part });
      const sets = (name: 'fail_first' | 'maintenance_ms') =>
        [part, part.image, part.video].some((level) => level?.[name] !== undefined);
      if (sets('fail_first')) countFailFirstAnew();
      if (sets('maintenance_ms')) beginMaintenanceAnew();
    },
    reset,
    takeFailFirst(service) {
      if (failuresLeft[service] === 0) return false;
      failuresLeft[service] -= 1;
      return true;
    },
    inMaintenance: (service) => nowMs() < maintenanceUntil[service],
  };
}
