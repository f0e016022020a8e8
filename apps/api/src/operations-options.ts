import type { RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import type { Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';
import type { TicketOffice } from './auth/create-ticket-office';
import type { EngineMonitor } from './health/engine-monitor';
import type { EngineWatch } from './operation/watch-engine';
import type { ProgressHub } from './watch/progress-hub';

/** What the routes of the API work with. */
export interface OperationsOptions {
  config: Config;
  /** Made on a lazy connection: the API lives without the engine and says so. */
  client: Client;
  /** `host:port` of the engine, for people. */
  engineAddress: string;
  version: string;
  logger: Logger;
  hub: ProgressHub;
  tickets: TicketOffice;
  /** Whether there are keys, so that a wrong one is refused even where none is needed. */
  hasKeys: boolean;
  monitor: EngineMonitor;
  withEngine: EngineWatch;
  metricsHandler: RequestHandler;
  storage: Storage;
  /** Aborts when the API stops. */
  stopping: AbortSignal;
}
