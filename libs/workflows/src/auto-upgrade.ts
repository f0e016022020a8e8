import { setWorkflowOptions } from '@temporalio/workflow';

/** What a worker with a version sets before it runs the bundle: the engine refuses versions from workers without one. */
export interface VersionedWorker {
  genvideoVersioned?: boolean;
}

/**
 * On workers with a version, this workflow goes on with every new one, where others end on the one that they began on:
 * it lives so long that an old worker would have to stay for it.
 */
export function autoUpgrade<Args extends unknown[], Result>(
  workflow: (...args: Args) => Promise<Result>,
): void {
  if ((globalThis as VersionedWorker).genvideoVersioned === true)
    setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, workflow);
}
