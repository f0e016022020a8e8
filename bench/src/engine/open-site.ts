import { startMockServices, type ResourceStack } from '@genvideo/testing';
import type { Contestant } from '../contestants/contestant';
import { openGenvideo } from '../contestants/open-genvideo';
import type { LoadScenario } from '../scenario';
import type { Stand } from '../stand/stand';
import { readProcessorSeconds } from './read-processor-seconds';
import type { OpenEngine } from './open-engine';

/** One engine with workers and a mock for one kind of jobs. */
export interface Site {
  engine: OpenEngine;
  stand: Pick<Stand, 'mock'>;
  contestant: Contestant;
  readWorkerSeconds: () => Promise<number>;
}

export interface SiteOptions {
  scenario: Pick<LoadScenario, 'limit' | 'imageSeconds' | 'videoSeconds'>;
  workers: number;
  resources: ResourceStack;
}

/** Starts a mock and workers on an engine; they end with `resources`. */
export async function openSite(
  engine: OpenEngine,
  { scenario, workers, resources }: SiteOptions,
): Promise<Site> {
  const { imageSeconds, videoSeconds, limit } = scenario;
  const mock = resources.add(await startMockServices({ imageSeconds, videoSeconds }));
  const { address, client, folder } = engine;
  const { pids, ...contestant } = await openGenvideo(
    { address, client, folder, mock, resources },
    limit,
    workers,
  );
  return { engine, stand: { mock }, contestant, readWorkerSeconds: () => readProcessorSeconds(pids) };
}
