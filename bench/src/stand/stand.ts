import type { Client } from '@temporalio/client';
import type { MockServices, ResourceStack } from '@genvideo/testing';
import type { Redis } from './start-redis';

/** What all contestants of a scenario share: one engine, one mock, one Redis, one folder. */
export interface Stand {
  /** `host:port`. */
  address: string;
  client: Client;
  serverVersion: string;
  mock: MockServices;
  /** Null where there is no redis-server. */
  redis: Redis | null;
  /** The bench's own workflows. */
  bundlePath: string;
  folder: string;
  /** What was started for the stand. */
  resources: Pick<ResourceStack, 'add' | 'defer'>;
  /** Ends everything that was started for the stand, last first. */
  close: () => Promise<void>;
}
