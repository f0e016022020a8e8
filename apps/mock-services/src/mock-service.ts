import type { FaultBook } from './fault-book';
import type { FaultDice } from './fault-dice';
import type { InFlightMeter } from './in-flight-meter';
import type { KlingKeys } from './kling/require-kling-token';
import type { Journal } from './journal';
import type { LogMockEvent } from './mock-event';
import type { MockOptions } from './mock-options';
import type { ProxyProtocol } from './proxy-protocol';
import { createServiceFaults, type ServiceFaults } from './service-faults';
import { createTaskAnnouncer, type TaskAnnouncer } from './task-announcer';
import { createTaskLedger, type TaskLedger } from './task-ledger';
import { createTaskRunner, type TaskRunner } from './task-runner';

/** One of the two services with everything that its routes need. */
export interface MockService {
  readonly protocol: ProxyProtocol;
  readonly faults: ServiceFaults;
  readonly ledger: TaskLedger;
  readonly runner: TaskRunner;
  readonly announcer: TaskAnnouncer;
  /** Required as Bearer on the routes of the protocol; no key is asked for without. */
  readonly apiKey: string | undefined;
  readonly klingKeys: Pick<KlingKeys, 'accessKey' | 'secretKey'>;
}

/** What both services share. */
export interface SharedParts {
  readonly options: Pick<MockOptions, 'apiKey' | 'callbackSecret' | 'klingAccessKey' | 'klingSecretKey'>;
  readonly faults: FaultBook;
  readonly dice: FaultDice;
  /** Counts the tasks of both. */
  readonly everywhere: InFlightMeter;
  /** What outlives a mock that is killed. */
  readonly journal: Journal;
  readonly log: LogMockEvent;
}

/** Binds what both services share; the result makes one service of a protocol and the seconds that a job takes. */
export function createMockServiceFactory(shared: SharedParts) {
  const { options, faults: book, dice, everywhere, journal, log } = shared;
  return (protocol: ProxyProtocol, jobSeconds: number): MockService => {
    const { service } = protocol;
    const faults = createServiceFaults(service, book, dice);
    const ledger = createTaskLedger(everywhere, journal);
    const announcer = createTaskAnnouncer({
      faults,
      secret: options.callbackSecret,
      countCallback: () => {
        ledger.countCallback();
      },
      log,
    });
    const runner = createTaskRunner({ service, ledger, faults, announcer, jobSeconds });
    const klingKeys = { accessKey: options.klingAccessKey, secretKey: options.klingSecretKey };
    return { protocol, faults, ledger, runner, announcer, apiKey: options.apiKey, klingKeys };
  };
}
