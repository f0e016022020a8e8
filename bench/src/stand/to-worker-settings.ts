import type { WorkerSettings } from '../workers/worker-settings';
import type { Stand } from './stand';

/** What every worker of the bench is told. */
export function toWorkerSettings({ mock, folder }: Stand, queue: string): WorkerSettings {
  return { queue, imageUrl: mock.imageUrl, videoUrl: mock.videoUrl, folder };
}
