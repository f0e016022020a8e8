import type { FaultBook } from './fault-book';
import type { FaultDice } from './fault-dice';
import type { FaultSettings, RateFault, ServiceName } from './faults';

/** The faults of one service, as its request handlers ask for them. */
export interface ServiceFaults {
  settings(): FaultSettings;
  /** Whether the fault strikes this time; each call is the next occurrence for the key. */
  strikes(fault: RateFault, key: string): boolean;
  /** A share from 0 to 1 for details of a fault, such as when a failing job fails. */
  share(detail: string, key: string): number;
  /** Notes that a fault struck that is not decided by {@link ServiceFaults.strikes}. */
  count(fault: string): void;
  /** How often each fault struck since the start or the last reset. */
  struck(): Record<string, number>;
  forgetStruck(): void;
  takeFailFirst(): boolean;
  /** Whether every answer is that the service is not there at the moment. */
  inMaintenance(): boolean;
}

export function createServiceFaults(service: ServiceName, book: FaultBook, dice: FaultDice): ServiceFaults {
  const struck = new Map<string, number>();
  const count = (fault: string): void => void struck.set(fault, (struck.get(fault) ?? 0) + 1);
  return {
    settings: () => book.forService(service),
    strikes(fault, key) {
      const rate = book.forService(service)[fault];
      const strikes = rate > 0 && dice.next(`${service}.${fault}`, key) < rate;
      if (strikes) count(fault);
      return strikes;
    },
    count,
    struck: () => Object.fromEntries(struck),
    forgetStruck: () => struck.clear(),
    share: (detail, key) => dice.next(`${service}.${detail}`, key),
    takeFailFirst: () => book.takeFailFirst(service),
    inMaintenance: () => book.inMaintenance(service),
  };
}
